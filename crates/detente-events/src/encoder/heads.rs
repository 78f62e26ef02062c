//! What is asked of the vectors of words: type, attributes and roles, and how two spans relate.

use super::arithmetic::{LANES, gelu, sigmoid, softmax, vectorised};
use super::file::File;
use super::matrix::{Matrix, multiply};
use super::{Config, ModelError, Temperatures};

/// Types of a word, "no type" first.
pub const TYPES: usize = 17;

/// Roles of a word, "no role" first.
pub const ROLES: usize = 6;

/// How many words before or behind a trigger are told apart.
const REACH: usize = 16;

/// What a trigger says of its act, as probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Attributes {
    /// One for each of the modalities of the settings.
    pub modality: Vec<f32>,
    /// One for each of the modes of the settings.
    pub mode: Vec<f32>,
    /// That the parties act on each other.
    pub reciprocal: f32,
    /// That the act is history to the report.
    pub background: f32,
}

/// All heads.
pub(super) struct Heads {
    tag: Affine,
    modality: Affine,
    mode: Affine,
    reciprocal: Affine,
    background: Affine,
    roles: EachWord,
    home: EachWord,
    pair: Pair,
    temperature: Temperatures,
}

/// A matrix of inputs by outputs, the outputs filled up to lanes.
struct Affine {
    weights: Vec<f32>,
    bias: Vec<f32>,
    outputs: usize,
}

/// Asks of each word what it is to some words.
struct EachWord {
    asker: Affine,
    word: Affine,
    distance: Vec<f32>,
    output: Affine,
}

struct Pair {
    source: Affine,
    target: Affine,
    all: Affine,
    output: Affine,
}

impl Heads {
    /// Reads them.
    pub(super) fn load(file: &File, config: &Config) -> Result<Self, ModelError> {
        let width = config.hidden;
        let affine = |name: &str, outputs| {
            let names = [&format!("{name}.weight"), &format!("{name}.bias")];
            Affine::load(file, names[0], Some(names[1]), [width, outputs])
        };
        Ok(Self {
            tag: affine("tag", TYPES)?,
            modality: affine("attr.modality", config.modalities.len())?,
            mode: affine("attr.mode", config.modes.len())?,
            reciprocal: affine("attr.reciprocal", 1)?,
            background: affine("attr.background", 1)?,
            roles: EachWord::load(file, "role", width, ROLES)?,
            home: EachWord::load(file, "home", width, 1)?,
            pair: Pair::load(file, width)?,
            temperature: config.temperature,
        })
    }

    /// The types of one word.
    pub(super) fn tag(&self, word: &[f32]) -> [f32; TYPES] {
        let mut types = first(&self.tag.apply(word));
        softmax(&mut types, self.temperature.tag);
        types
    }

    /// The attributes of a trigger with this mean vector.
    pub(super) fn attributes(&self, trigger: &[f32]) -> Attributes {
        let classes = |head: &Affine, temperature| {
            let mut values = head.apply(trigger);
            values.truncate(head.outputs);
            softmax(&mut values, temperature);
            values
        };
        let single = |head: &Affine, temperature| sigmoid(head.apply(trigger)[0], temperature);
        let temperature = &self.temperature;
        Attributes {
            modality: classes(&self.modality, temperature.modality),
            mode: classes(&self.mode, temperature.mode),
            reciprocal: single(&self.reciprocal, temperature.reciprocal),
            background: single(&self.background, temperature.background),
        }
    }

    /// The role of each word for a trigger with this mean vector, whose first word is word number
    /// `first_word`.
    pub(super) fn roles(
        &self,
        trigger: &[f32],
        first_word: usize,
        words: &[f32],
    ) -> Vec<[f32; ROLES]> {
        let mut roles: Vec<[f32; ROLES]> = self.roles.ask(trigger, first_word, words);
        roles.iter_mut().for_each(|role| softmax(role, self.temperature.roles));
        roles
    }

    /// How likely each word names the state of a party with this mean vector, whose first word is
    /// word number `first_word`; before them, how likely none does.
    pub(super) fn home(&self, party: &[f32], first_word: usize, words: &[f32]) -> Vec<f32> {
        let named: Vec<[f32; 1]> = self.home.ask(party, first_word, words);
        let mut home: Vec<f32> = [0.0].into_iter().chain(named.into_flattened()).collect();
        softmax(&mut home, self.temperature.home);
        home
    }

    /// How two spans with these mean vectors relate, in a text with that mean vector.
    pub(super) fn pair(&self, source: &[f32], target: &[f32], all: &[f32]) -> [f32; TYPES] {
        let Pair { source: from, target: to, all: around, output } = &self.pair;
        let middle = activate([&from.apply(source), &to.apply(target), &around.apply(all)]);
        let mut types = first(&output.apply(&middle));
        softmax(&mut types, self.temperature.pair);
        types
    }
}

impl EachWord {
    fn load(file: &File, name: &str, width: usize, outputs: usize) -> Result<Self, ModelError> {
        let part = |part: &str| format!("{name}.{part}");
        let middle = middle(file, &part("a"))?;
        Ok(Self {
            asker: Affine::load(file, &part("a"), Some(&part("bias")), [width, middle])?,
            word: Affine::load(file, &part("b"), None, [width, middle])?,
            distance: file.floats(&part("distance"), &[2 * REACH + 1, middle])?,
            output: Affine::load(file, &part("v"), Some(&part("c")), [middle, outputs])?,
        })
    }

    /// The logits of each word for words with this mean vector, the first of which is word number
    /// `first_word`.
    fn ask<const N: usize>(
        &self,
        asker: &[f32],
        first_word: usize,
        words: &[f32],
    ) -> Vec<[f32; N]> {
        let Self { word, distance, output, .. } = self;
        let asker = self.asker.apply(asker);
        let width = asker.len();
        let logits = |(at, word): (usize, &[f32])| {
            let bucket = (at + REACH).saturating_sub(first_word).min(2 * REACH);
            let apart = &distance[bucket * width..][..width];
            first(&output.apply(&activate([&asker, word, apart])))
        };
        word.apply(words).chunks_exact(width).enumerate().map(logits).collect()
    }
}

impl Pair {
    fn load(file: &File, width: usize) -> Result<Self, ModelError> {
        let middle = middle(file, "pair.a")?;
        Ok(Self {
            source: Affine::load(file, "pair.a", Some("pair.bias"), [width, middle])?,
            target: Affine::load(file, "pair.b", None, [width, middle])?,
            all: Affine::load(file, "pair.m", None, [width, middle])?,
            output: Affine::load(file, "pair.v", Some("pair.c"), [middle, TYPES])?,
        })
    }
}

impl Affine {
    fn load(
        file: &File,
        weight: &str,
        bias: Option<&str>,
        [inputs, outputs]: [usize; 2],
    ) -> Result<Self, ModelError> {
        let lanes = outputs.next_multiple_of(LANES);
        let weights = file.floats(weight, &[inputs, outputs])?;
        let mut padded = vec![0.0; inputs * lanes];
        for (row, values) in padded.chunks_exact_mut(lanes).zip(weights.chunks_exact(outputs)) {
            row[..outputs].copy_from_slice(values);
        }
        let mut bias = match bias {
            Some(name) => file.floats(name, &[outputs])?,
            None => Vec::new(),
        };
        bias.resize(lanes, 0.0);
        Ok(Self { weights: padded, bias, outputs })
    }

    /// The outputs for each row of inputs, filled up to lanes.
    fn apply(&self, rows: &[f32]) -> Vec<f32> {
        let lanes = self.bias.len();
        let inputs = self.weights.len() / lanes;
        let count = rows.len() / inputs;
        let mut out = vec![0.0; count * lanes];
        let left = Matrix { data: rows, stride: inputs };
        let right = Matrix { data: &self.weights, stride: lanes };
        vectorised(
            #[inline(always)]
            || {
                multiply([count, inputs, lanes], left, right, &mut out, lanes);
                for row in out.chunks_exact_mut(lanes) {
                    row.iter_mut().zip(&self.bias).for_each(|(value, bias)| *value += bias);
                }
            },
        );
        out
    }
}

/// How wide the middle of a head is, which must be a multiple of [`LANES`].
fn middle(file: &File, name: &str) -> Result<usize, ModelError> {
    match file.shape(name)?.last() {
        Some(middle) if *middle > 0 && middle.is_multiple_of(LANES) => Ok(*middle),
        _ => Err(ModelError::tensor(name, format!("has columns that are no multiple of {LANES}"))),
    }
}

/// The sum of three vectors, activated.
fn activate([a, b, c]: [&[f32]; 3]) -> Vec<f32> {
    let mut sum = a.to_vec();
    vectorised(
        #[inline(always)]
        || {
            for ((a, b), c) in sum.iter_mut().zip(b).zip(c) {
                *a = gelu((*a + b) + c);
            }
        },
    );
    sum
}

fn first<const N: usize>(values: &[f32]) -> [f32; N] {
    std::array::from_fn(|at| values[at])
}
