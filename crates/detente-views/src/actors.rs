//! What the register holds on actors, as text and as JSON.

use detente_resources::{Codes, Dossier, Held, NameForm, Spelling, Stay};
use detente_schema::{ActorId, ActorKind, Country, Sector};
use jiff::civil::Date;
use serde::Serialize;

use crate::excerpt::harmless;
use crate::layout::{Paragraph, Sheet};
use crate::{Style, json};

/// What was asked of the register and what it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The day up to which roles are known.
    pub as_of: Option<Date>,
    /// SHA-256 of the user's file of actors, in hexadecimal.
    pub own_actors: Option<&'a str>,
    /// The day for which roles were asked; every role if `None`.
    pub on: Option<Date>,
    /// All actors of that name or code.
    pub actors: &'a [Dossier],
    /// Where there is none: names that are spelled nearly so.
    pub near: &'a [&'a str],
}

/// The answer for reading.
pub fn to_text(answer: &Answer, style: Style) -> String {
    let mut sheet = Sheet::new(style);
    for (rank, actor) in answer.actors.iter().enumerate() {
        if rank > 0 {
            sheet.blank();
        }
        dossier(&mut sheet, actor, answer);
    }
    sheet.finish()
}

fn dossier(sheet: &mut Sheet, actor: &Dossier, answer: &Answer) {
    sheet.title(&harmless(&actor.name));
    sheet.line(&standing(actor));
    sheet.blank();
    for (label, text) in codes(actor) {
        sheet.row(label, &[Paragraph::plain(text)]);
    }
    for form in NameForm::ALL {
        let of_form = actor.names.iter().filter(|name| name.form == form);
        let texts: Vec<_> = of_form.map(with_source).collect();
        if !texts.is_empty() {
            sheet.row(label(form), &[Paragraph::plain(texts.join("; "))]);
        }
    }
    let day = answer.on.map(|day| format!(" on {day}")).unwrap_or_default();
    held(sheet, &format!("Offices held{day}"), &actor.roles, answer.as_of, |held| {
        format!("{} of {}", held.office, held.of_name)
    });
    held(sheet, &format!("Its offices{day}"), &actor.holders, answer.as_of, |held| {
        format!("{}: {} ({})", held.office, held.actor_name, held.actor)
    });
    if answer.on.is_some() && actor.roles.is_empty() && actor.holders.is_empty() {
        sheet.blank();
        sheet.line(&format!("No role is known{day}."));
    }
}

fn standing(actor: &Dossier) -> String {
    let Dossier { id, kind, country, sector, source, .. } = actor;
    match kind {
        ActorKind::State => format!("{id}, {kind} (source: {})", harmless(source)),
        _ => format!("{id}, {kind}, {country} {sector} (source: {})", harmless(source)),
    }
}

/// The codes that the actor has, with their labels.
fn codes(actor: &Dossier) -> Vec<(&'static str, String)> {
    let Codes { cow, gw, membership } = &actor.codes;
    let iso = (actor.kind == ActorKind::State).then(|| actor.id.0.clone());
    let number = |code: &Option<u16>| code.map(|code| code.to_string());
    let stays = membership.iter().map(stay).collect::<Vec<_>>().join("; ");
    let all = [
        ("ISO 3166", iso),
        ("COW", number(cow)),
        ("Gleditsch-Ward", number(gw)),
        ("Wikidata", actor.wikidata.clone()),
        ("member", Some(stays).filter(|stays| !stays.is_empty())),
    ];
    all.into_iter().filter_map(|(label, code)| Some((label, code?))).collect()
}

fn stay(stay: &Stay) -> String {
    match stay.until {
        Some(until) => format!("{} to {until}", stay.from),
        None => format!("since {}", stay.from),
    }
}

fn label(form: NameForm) -> &'static str {
    match form {
        NameForm::Name => "names",
        NameForm::Acronym => "acronyms",
        NameForm::Demonym => "demonyms",
        NameForm::Adjective => "adjectives",
        NameForm::Seat => "seats",
        NameForm::City => "cities",
        NameForm::Surname => "short forms",
    }
}

fn with_source(name: &Spelling) -> String {
    format!("{} ({})", harmless(&name.text), harmless(&name.source))
}

fn held(
    sheet: &mut Sheet,
    heading: &str,
    roles: &[Held],
    as_of: Option<Date>,
    tell: impl Fn(&Held) -> String,
) {
    if roles.is_empty() {
        return;
    }
    sheet.heading(heading);
    for role in roles {
        let until = match (role.until, as_of) {
            (Some(until), _) => format!("until {until}"),
            (None, Some(day)) if day >= role.from => format!("still on {day}"),
            (None, _) => "no last day".to_owned(),
        };
        let text = format!("{}, {until} ({})", tell(role), role.source);
        sheet.row(&role.from.to_string(), &[Paragraph::plain(harmless(&text))]);
    }
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    schema: &'static str,
    as_of: Option<Date>,
    own_actors: Option<&'a str>,
    on: Option<Date>,
    actors: Vec<DossierJson<'a>>,
    near: &'a [&'a str],
}

#[derive(Serialize)]
struct DossierJson<'a> {
    id: &'a ActorId,
    kind: ActorKind,
    name: &'a str,
    country: &'a Country,
    sector: Sector,
    codes: CodesJson<'a>,
    membership: &'a [Stay],
    source: &'a str,
    names: &'a [Spelling],
    roles: &'a [Held],
    holders: &'a [Held],
}

#[derive(Serialize)]
struct CodesJson<'a> {
    iso3: Option<&'a str>,
    cow: Option<u16>,
    gw: Option<u16>,
    wikidata: Option<&'a str>,
}

/// The answer as JSON, schema `detente.actors/1`: `as_of`, `own_actors` (SHA-256 of the user's file),
/// `on`, `near`, and in `actors` for each its codes, membership, names, the `roles` that it held and
/// the `holders` of its offices, each with days and source. Days are both inside; the last is null
/// while an office is held.
pub fn to_json(answer: &Answer) -> String {
    let Answer { as_of, own_actors, on, actors, near } = *answer;
    let actors = actors.iter().map(DossierJson::from).collect();
    json::print(&AnswerJson { schema: "detente.actors/1", as_of, own_actors, on, actors, near })
}

impl<'a> From<&'a Dossier> for DossierJson<'a> {
    fn from(actor: &'a Dossier) -> Self {
        let Codes { cow, gw, membership } = &actor.codes;
        Self {
            id: &actor.id,
            kind: actor.kind,
            name: &actor.name,
            country: &actor.country,
            sector: actor.sector,
            codes: CodesJson {
                iso3: (actor.kind == ActorKind::State).then_some(&*actor.id.0),
                cow: *cow,
                gw: *gw,
                wikidata: actor.wikidata.as_deref(),
            },
            membership,
            source: &actor.source,
            names: &actor.names,
            roles: &actor.roles,
            holders: &actor.holders,
        }
    }
}
