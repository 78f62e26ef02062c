//! Acts as the model reads them: the words, the type, how they are asserted, where the parties stand.

use std::ops::Range;

use detente_resources::Resources;
use detente_schema::{EventType, Modality, Span};

use crate::encoder::{Config, Model, ModelError, ROLES, Reading, TYPES};
use crate::memory::Memory;

/// One act in a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Act {
    /// The words that carry it.
    pub(crate) trigger: Span,
    /// How likely these words carry an act at all.
    pub(crate) certainty: f32,
    /// Each type with its probability, likeliest first.
    pub(crate) kinds: Vec<(EventType, f32)>,
    pub(crate) mode: Option<String>,
    /// Each modality with its probability.
    pub(crate) modalities: Vec<(Modality, f32)>,
    pub(crate) reciprocal: bool,
    /// How likely it is history to the report.
    pub(crate) background: f32,
    /// Those who act.
    pub(crate) source: Vec<Party>,
    /// Those to whom it is done.
    pub(crate) target: Vec<Party>,
}

/// Where a party stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Party {
    pub(crate) span: Span,
    /// The word that names its state, if one does.
    pub(crate) home: Option<Span>,
}

impl Party {
    fn moved(self, by: usize) -> Self {
        Self { span: self.span.shift(by), home: self.home.map(|home| home.shift(by)) }
    }
}

impl Act {
    /// The likeliest type.
    pub(crate) fn kind(&self) -> EventType {
        self.kinds[0].0
    }

    /// How it is asserted: first whether as a fact at all, then how.
    pub(crate) fn modality(&self) -> Modality {
        let facts = self.modalities.iter().filter(|(modality, _)| modality.is_fact());
        let fact = facts.map(|(_, share)| share).sum::<f32>() > LIKELY;
        let alike = self.modalities.iter().filter(|(modality, _)| modality.is_fact() == fact);
        let likeliest = alike.max_by(|a, b| a.1.total_cmp(&b.1));
        likeliest.map_or(Modality::Happened, |(modality, _)| *modality)
    }

    /// The same act in a text that begins at byte `by` of its document.
    fn moved(&self, by: usize) -> Self {
        Self {
            trigger: self.trigger.shift(by),
            source: self.source.iter().map(|party| party.moved(by)).collect(),
            target: self.target.iter().map(|party| party.moved(by)).collect(),
            ..self.clone()
        }
    }
}

/// More likely than not.
pub(crate) const LIKELY: f32 = 0.5;

/// The model, with its classes as the records name them.
#[derive(Debug)]
pub(crate) struct Reader {
    name: String,
    model: Model<'static>,
    pub(crate) kinds: Vec<EventType>,
    modalities: Vec<Modality>,
    modes: Vec<Option<(EventType, String)>>,
    pub(crate) sources: [bool; ROLES],
    pub(crate) targets: [bool; ROLES],
    certain: f32,
    unasserted: f32,
    worded: f32,
    party: f32,
    home: f32,
    history: f32,
    pub(crate) unrelated: f32,
    memory: Memory,
}

impl Reader {
    pub(crate) fn new(resources: &Resources) -> Result<Self, ModelError> {
        let model = Model::load(resources.model.file, resources.model.vocabulary)?;
        let config = model.config();
        let plays = |role: &str| {
            std::array::from_fn(|at| config.roles[at].split('+').any(|part| part == role))
        };
        Ok(Self {
            name: format!("{} {}", config.name, config.version),
            kinds: named(config.types.iter().skip(1))?,
            modalities: named(config.modalities.iter())?,
            modes: config.modes.iter().map(|mode| moded(mode)).collect::<Result<_, _>>()?,
            sources: plays("source"),
            targets: plays("target"),
            certain: limit(config, "trigger")?,
            unasserted: limit(config, "unasserted")?,
            worded: limit(config, "worded")?,
            party: limit(config, "party")?,
            home: limit(config, "home")?,
            history: limit(config, "history")?,
            unrelated: limit(config, "unrelated")?,
            memory: Memory::default(),
            model,
        })
    }

    /// True if the act is certain enough; less is enough for what is not told as a fact, and where the
    /// lexicon knows its wording.
    pub(crate) fn takes(&self, act: &Act, worded: bool) -> bool {
        let least = if act.modality().is_fact() { self.certain } else { self.unasserted };
        worded || act.certainty > least
    }

    /// True if the act is so surely history that the report's day cannot be its own.
    pub(crate) fn is_history(&self, act: &Act) -> bool {
        act.background > self.history
    }

    /// Name and version of the model.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The acts that each text tells, with spans in the document from whose byte the text begins.
    pub(crate) fn acts(&self, texts: &[(usize, &str)]) -> Vec<Act> {
        let alone: Vec<&str> = texts.iter().map(|(_, text)| *text).collect();
        let read = |fresh: &[&str]| self.read(fresh).iter().map(|r| self.acts_of(r)).collect();
        let found = self.memory.acts(&alone, read);
        let parts = texts.iter().zip(&found);
        parts.flat_map(|((start, _), acts)| acts.iter().map(|act| act.moved(*start))).collect()
    }

    /// What the model reads in each text.
    pub(crate) fn read(&self, texts: &[&str]) -> Vec<Reading<'_>> {
        self.model.read(texts)
    }

    /// How likely these words carry an act of this type.
    pub(crate) fn share(&self, reading: &Reading, words: Range<usize>, kind: EventType) -> f32 {
        let carriers = &reading.tags()[words];
        let shares = self.kinds_of(carriers);
        let share = shares.iter().find(|(of, _)| *of == kind).map_or(0.0, |(_, share)| *share);
        certainty(carriers) * share
    }

    fn acts_of(&self, reading: &Reading) -> Vec<Act> {
        let tags = reading.tags();
        let triggers = triggers(&tags, self.worded.min(self.unasserted));
        triggers.into_iter().map(|words| self.act(reading, &tags, words)).collect()
    }

    /// The act that these words carry; they are not empty.
    pub(crate) fn act(&self, reading: &Reading, tags: &[[f32; TYPES]], words: Range<usize>) -> Act {
        let carriers = &tags[words.clone()];
        let kinds = self.kinds_of(carriers);
        let attributes = reading.attributes(words.clone());
        let roles = reading.roles(words.clone());
        let reciprocal = attributes.reciprocal > LIKELY;
        let parties = |plays: [bool; ROLES], least: usize| {
            let likely = spoken(&roles, plays, LIKELY);
            let words = if likely.len() < least {
                foremost(&roles, plays, self.party, least)
            } else {
                likely
            };
            words.into_iter().map(|words| self.party_at(reading, words)).collect()
        };
        Act {
            trigger: cover(reading, words),
            certainty: certainty(carriers),
            mode: self.mode_of(kinds[0].0, &attributes.mode),
            modalities: self.modalities.iter().copied().zip(attributes.modality).collect(),
            reciprocal,
            background: attributes.background,
            source: parties(self.sources, if reciprocal { 2 } else { 1 }),
            target: parties(self.targets, 1),
            kinds,
        }
    }

    fn party_at(&self, reading: &Reading, words: Range<usize>) -> Party {
        let home = home(reading, words.clone(), self.home);
        Party { span: cover(reading, words), home }
    }

    /// The types with their shares among the words, likeliest first.
    fn kinds_of(&self, carriers: &[[f32; TYPES]]) -> Vec<(EventType, f32)> {
        let sum = |at: usize| carriers.iter().map(|tag| tag[at + 1]).sum::<f32>();
        let all: f32 = (0..self.kinds.len()).map(sum).sum();
        let shares = self.kinds.iter().enumerate();
        let mut kinds: Vec<_> = shares.map(|(at, kind)| (*kind, sum(at) / all)).collect();
        kinds.sort_by(|a, b| b.1.total_cmp(&a.1));
        kinds
    }

    /// The likeliest mode among those of the type.
    fn mode_of(&self, kind: EventType, probabilities: &[f32]) -> Option<String> {
        let fits = self.modes.iter().zip(probabilities).filter(|(mode, _)| match mode {
            Some((of, _)) => *of == kind,
            None => true,
        });
        let (mode, _) = fits.max_by(|a, b| a.1.total_cmp(b.1))?;
        mode.as_ref().map(|(_, name)| name.clone())
    }
}

fn named<'a, T: std::str::FromStr>(
    names: impl Iterator<Item = &'a String>,
) -> Result<Vec<T>, ModelError> {
    let parse = |name: &String| name.parse().map_err(|_| unknown(name));
    names.map(parse).collect()
}

fn unknown(name: &str) -> ModelError {
    ModelError::Config(format!("no class is called `{name}`"))
}

/// "CONSULT.visit" is the mode "visit" of one type; "none" is no mode.
fn moded(name: &str) -> Result<Option<(EventType, String)>, ModelError> {
    let Some((kind, mode)) = name.split_once('.') else { return Ok(None) };
    Ok(Some((kind.parse().map_err(|_| unknown(name))?, mode.to_owned())))
}

/// The limit of this name in the model's settings.
fn limit(config: &Config, name: &str) -> Result<f32, ModelError> {
    let missing = || ModelError::Config(format!("no threshold is called `{name}`"));
    config.thresholds.get(name).copied().ok_or_else(missing)
}

/// The runs of words that carry an act at least so likely.
pub(crate) fn triggers(tags: &[[f32; TYPES]], least: f32) -> Vec<Range<usize>> {
    let carried: Vec<bool> = tags.iter().map(|tag| 1.0 - tag[0] > least).collect();
    runs(&carried)
}

fn certainty(carriers: &[[f32; TYPES]]) -> f32 {
    carriers.iter().map(|tag| 1.0 - tag[0]).fold(0.0, f32::max)
}

fn share(role: &[f32; ROLES], plays: [bool; ROLES]) -> f32 {
    role.iter().zip(plays).filter(|(_, plays)| *plays).map(|(share, _)| share).sum()
}

/// How likely the likeliest of some words plays such a role.
pub(crate) fn most(roles: &[[f32; ROLES]], plays: [bool; ROLES]) -> f32 {
    roles.iter().map(|role| share(role, plays)).fold(0.0, f32::max)
}

/// The runs of words that play such a role at least so likely.
fn spoken(roles: &[[f32; ROLES]], plays: [bool; ROLES], least: f32) -> Vec<Range<usize>> {
    let said: Vec<bool> = roles.iter().map(|role| share(role, plays) > least).collect();
    runs(&said)
}

/// Of the runs of words that play such a role at least so likely, the likeliest few.
fn foremost(
    roles: &[[f32; ROLES]],
    plays: [bool; ROLES],
    least: f32,
    count: usize,
) -> Vec<Range<usize>> {
    let most = |run: &Range<usize>| most(&roles[run.clone()], plays);
    let mut runs = spoken(roles, plays, least);
    runs.sort_by(|a, b| most(b).total_cmp(&most(a)));
    runs.truncate(count);
    runs.sort_by_key(|run| run.start);
    runs
}

/// The word that most likely names the state of the party at these words, if one at least so likely
/// does.
fn home(reading: &Reading, words: Range<usize>, least: f32) -> Option<Span> {
    let shares = reading.home(words);
    let (none, named) = shares.split_first()?;
    let (at, _) = named.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))?;
    (1.0 - none > least).then(|| reading.words[at])
}

/// Where the words of a reading stand in its text.
fn cover(reading: &Reading, words: Range<usize>) -> Span {
    reading.words[words.start].cover(reading.words[words.end - 1])
}

/// The words that a span touches.
pub(crate) fn inside(words: &[Span], span: Span) -> Range<usize> {
    let start = words.partition_point(|word| word.end() <= span.start());
    start..words.partition_point(|word| word.start() < span.end()).max(start)
}

/// The longest runs of true.
fn runs(flags: &[bool]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..flags.len()).filter(|at| flags[*at]) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_as_long_as_can_be() {
        assert_eq!(runs(&[true, true, false, true]), [0..2, 3..4]);
        assert!(runs(&[false, false]).is_empty());
    }
}
