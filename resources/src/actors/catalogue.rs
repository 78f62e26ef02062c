//! All records of the register, each with its line and its source, and whether they fit together.

use std::collections::{HashMap, HashSet};

use detente_schema::{Actor, ActorId, Role};
use jiff::civil::Date;

use super::codes::Codes;
use super::finding::Finding;
use super::name::{Name, NameForm};
use super::own::OwnActors;
use super::row::{self, Row};
use super::{FILES, lint};

/// Starts the comment that says up to which day roles are known.
const AS_OF: &str = "# as of ";

/// The records of the register and of what a user adds, before they are arranged for look-up.
#[derive(Debug, Default)]
pub struct Catalogue<'a> {
    /// The day up to which every file of the register knows who holds what.
    pub(super) as_of: Option<Date>,
    /// The day up to which each file of the register does: some states are followed for longer.
    as_of_files: HashMap<&'a str, Date>,
    /// True if a user's file was read.
    pub(super) has_own: bool,
    /// What the user's file says of itself.
    pub(super) own_as_of: Option<Date>,
    /// Sorted by identifier once all is read.
    pub(super) actors: Vec<Placed<'a, (Actor, Codes)>>,
    /// Where in `actors` an identifier stands.
    places: HashMap<&'a str, usize>,
    pub(super) roles: Vec<Placed<'a, (&'a str, Role)>>,
    /// Sorted.
    pub(super) names: Vec<Placed<'a, Name>>,
    findings: Vec<Finding>,
}

/// A record with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'a, T> {
    pub(super) line: Line<'a>,
    /// The last field of the line.
    pub(super) source: &'a str,
    pub(super) record: T,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) file: &'a str,
    pub(super) number: usize,
    /// True in the file of a user.
    pub(super) own: bool,
}

impl Line<'_> {
    pub(super) fn finding(self, rule: &'static str, message: String) -> Finding {
        Finding { file: self.file.to_owned(), line: self.number, rule, message }
    }
}

/// A record of which there are two, or that names who is not there.
const ROW: &str = "row";

impl<'a> Catalogue<'a> {
    /// Reads the register, and after it what a user adds, which counts where both speak.
    pub fn read(own: Option<&'a OwnActors>) -> Self {
        Self::of(&FILES, own)
    }

    pub(super) fn of(files: &[(&'a str, &'a str)], own: Option<&'a OwnActors>) -> Self {
        let mut catalogue = Self::default();
        for (file, text) in files {
            catalogue.read_file(file, text, false);
        }
        if let Some(own) = own {
            catalogue.has_own = true;
            catalogue.read_file(&own.file, &own.text, true);
            catalogue.let_own_records_count();
        }
        catalogue.arrange();
        catalogue
    }

    /// What cannot be right: lines that are no records, and records that contradict each other.
    pub fn errors(&self) -> &[Finding] {
        &self.findings
    }

    /// What cannot be right, and what may be wrong, by file and line. With a user's file, what
    /// concerns it.
    pub fn lint(&self) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        findings.extend(lint::all(self));
        findings.sort();
        findings
    }

    fn read_file(&mut self, file: &'a str, text: &'a str, own: bool) {
        for (index, content) in text.lines().enumerate() {
            let line = Line { file, number: index + 1, own };
            if let Some(day) = content.strip_prefix(AS_OF) {
                self.read_as_of(line, day);
            } else if !content.is_empty() && !content.starts_with('#') {
                self.read_line(line, content);
            }
        }
    }

    /// The day up to which the file of that line says that roles are known.
    pub(super) fn as_of_file(&self, line: Line) -> Option<Date> {
        if line.own {
            self.own_as_of
        } else {
            self.as_of_files.get(line.file).copied().or(self.as_of)
        }
    }

    fn read_as_of(&mut self, line: Line<'a>, day: &str) {
        match row::day(day) {
            Ok(day) if line.own => self.own_as_of = Some(day),
            Ok(day) => {
                self.as_of = Some(self.as_of.map_or(day, |known| known.min(day)));
                self.as_of_files.insert(line.file, day);
            }
            Err(message) => self.refuse(line, message),
        }
    }

    fn read_line(&mut self, line: Line<'a>, content: &'a str) {
        match row::parse(content) {
            Ok((row, source)) => self.add(line, row, source),
            Err(message) => self.refuse(line, message),
        }
    }

    fn refuse(&mut self, line: Line, message: String) {
        self.findings.push(line.finding(ROW, message));
    }

    fn add(&mut self, line: Line<'a>, row: Row<'a>, source: &'a str) {
        match row {
            Row::Actor(id, actor, codes) => {
                self.add_actor(id, Placed { line, source, record: (actor, codes) });
            }
            Row::Role(actor, role) => {
                self.roles.push(Placed { line, source, record: (actor, role) });
            }
            Row::Name(record) => self.names.push(Placed { line, source, record }),
        }
    }

    fn add_actor(&mut self, id: &'a str, actor: Placed<'a, (Actor, Codes)>) {
        let Some(&place) = self.places.get(id) else {
            self.places.insert(id, self.actors.len());
            return self.actors.push(actor);
        };
        let known = &mut self.actors[place];
        if !actor.line.own || known.line.own {
            return self.refuse(actor.line, format!("`{id}` stands there twice"));
        }
        let (kind, new_kind) = (known.record.0.kind, actor.record.0.kind);
        if kind != new_kind {
            let message = format!("`{id}` is a {kind} of the register, no {new_kind}");
            return self.refuse(actor.line, message + "; choose another identifier");
        }
        *known = actor;
    }
}

impl Catalogue<'_> {
    /// A role of the user's takes the place of those that the register has for the same person,
    /// office and body at the time; a name of the user's of the same name.
    fn let_own_records_count(&mut self) {
        self.name_own_actors();
        let (own, mut known): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.roles).into_iter().partition(|role| role.line.own);
        let mut by_actor: HashMap<&str, Vec<&Role>> = HashMap::new();
        for Placed { record: (actor, role), .. } in &own {
            by_actor.entry(*actor).or_default().push(role);
        }
        known.retain(|Placed { record: (actor, role), .. }| {
            let own = by_actor.get(*actor).map_or(&[][..], Vec::as_slice);
            !own.iter().any(|own| is_same_office(own, role) && overlap(own, role))
        });
        self.roles = known;
        self.roles.extend(own);

        let is_own = |name: &&Placed<Name>| name.line.own;
        let key = |name: &Placed<Name>| (name.record.text.clone(), name.record.actor.clone());
        let own: HashSet<_> = self.names.iter().filter(is_own).map(key).collect();
        self.names.retain(|name| name.line.own || !own.contains(&key(name)));
    }

    /// The name in an actor's own record is a name that texts may use.
    fn name_own_actors(&mut self) {
        let own = self.names.iter().filter(|name| name.line.own);
        let mut known: HashSet<_> =
            own.map(|name| (name.record.text.clone(), name.record.actor.clone())).collect();
        for Placed { line, source, record: (actor, _) } in &self.actors {
            if line.own && known.insert((actor.name.clone(), actor.id.clone())) {
                let (text, actor) = (actor.name.clone(), actor.id.clone());
                let record = Name { text, actor, form: NameForm::Name };
                self.names.push(Placed { line: *line, source, record });
            }
        }
    }

    /// Sorts everything and finds what does not fit. The files are sorted, so that a sort which
    /// merges runs is quick.
    fn arrange(&mut self) {
        if self.as_of.is_none() {
            let (file, message) = ("actors".to_owned(), "no line says `# as of`".to_owned());
            self.findings.push(Finding { file, line: 0, rule: ROW, message });
        }
        self.find_strangers();
        self.names.sort_by(|a, b| a.record.cmp(&b.record));
        self.find_repeated_names();
        self.roles.sort_by(|a, b| role_key(a).cmp(&role_key(b)));
        self.find_repeated_roles();
        self.actors.sort_by(|a, b| a.record.0.id.cmp(&b.record.0.id));
        self.findings.sort();
    }

    /// Names and roles of actors, and bodies of offices, that no record has.
    fn find_strangers(&mut self) {
        let stranger = |line: Line, id: &str| {
            let message =
                || format!("no actor `{id}`; add a line for it or correct the identifier");
            (!self.places.contains_key(id)).then(|| line.finding(ROW, message()))
        };
        let roles = self.roles.iter().flat_map(|Placed { line, record: (actor, role), .. }| {
            [stranger(*line, &role.of.0), stranger(*line, actor)]
        });
        let names = self.names.iter().map(|name| stranger(name.line, &name.record.actor.0));
        let found: Vec<_> = roles.chain(names).flatten().collect();
        self.findings.extend(found);
    }

    fn find_repeated_names(&mut self) {
        let is_repeated = |[a, b]: &[_; 2]| same_name(a, b);
        let repeated = self.names.array_windows().filter(|pair| is_repeated(pair)).map(|[a, b]| {
            let later = if a.line.number > b.line.number { a } else { b };
            let Name { text, actor, .. } = &later.record;
            later.line.finding(ROW, format!("`{text}` stands twice for `{actor}`"))
        });
        let repeated: Vec<_> = repeated.collect();
        self.findings.extend(repeated);
    }

    fn find_repeated_roles(&mut self) {
        let repeated = self.roles.array_windows().filter(|[a, b]| a.record == b.record);
        let message = || "the same role stands there twice".to_owned();
        let repeated: Vec<_> = repeated.map(|[_, b]| b.line.finding(ROW, message())).collect();
        self.findings.extend(repeated);
    }
}

fn same_name(one: &Placed<Name>, other: &Placed<Name>) -> bool {
    (&one.record.text, &one.record.actor) == (&other.record.text, &other.record.actor)
}

fn role_key<'r>(
    role: &'r Placed<(&str, Role)>,
) -> (&'r str, Date, Option<Date>, &'r str, &'r ActorId) {
    let (actor, Role { office, of, from, until }) = &role.record;
    (actor, *from, *until, office, of)
}

/// True if both are the same office of the same body.
pub(super) fn is_same_office(one: &Role, other: &Role) -> bool {
    one.office == other.office && one.of == other.of
}

/// True if both were held on one day.
pub(super) fn overlap(one: &Role, other: &Role) -> bool {
    let ends_before = |old: &Role, new: &Role| old.until.is_some_and(|until| until < new.from);
    !ends_before(one, other) && !ends_before(other, one)
}
