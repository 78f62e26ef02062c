//! The settings that a model file carries: sizes, names of classes, temperatures, thresholds.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ModelError;
use super::arithmetic::LANES;
use super::heads::{ROLES, TYPES};

const MOST_LAYERS: usize = 48;
const WIDEST: usize = 8192;
const LONGEST: usize = 1024;

/// The settings of a model.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Config {
    /// What the model is called.
    pub name: String,
    /// Which of its versions this is.
    pub version: String,
    /// How many layers the encoder has.
    pub layers: usize,
    /// How many numbers stand for one word.
    pub hidden: usize,
    /// How many heads of attention each layer has.
    pub heads: usize,
    /// How wide the middle of a layer's dense steps is.
    pub ffn: usize,
    /// What keeps a norm from dividing by nothing.
    pub epsilon: f32,
    /// The longest text in pieces, both ends counted.
    pub max_pieces: usize,
    /// Names of the types of a word, "no type" first.
    pub types: Vec<String>,
    /// Names of the modalities.
    pub modalities: Vec<String>,
    /// Names of the modes.
    pub modes: Vec<String>,
    /// Names of the roles of a word, "no role" first.
    pub roles: Vec<String>,
    /// What logits are divided by before they become probabilities.
    pub temperature: Temperatures,
    /// Named limits for those who decide by the probabilities.
    pub thresholds: BTreeMap<String, f32>,
}

/// What the logits of each head are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Temperatures {
    /// Types of words.
    pub tag: f32,
    /// Modality.
    pub modality: f32,
    /// Mode.
    pub mode: f32,
    /// Whether the parties act on each other.
    pub reciprocal: f32,
    /// Whether the act is history to the report.
    pub background: f32,
    /// Roles of words.
    pub roles: f32,
    /// Type of the relation of two spans.
    pub pair: f32,
    /// Word that names the state of a party.
    pub home: f32,
}

impl Config {
    pub(super) fn parse(json: &str) -> Result<Self, ModelError> {
        let config: Self =
            serde_json::from_str(json).map_err(|error| ModelError::Config(error.to_string()))?;
        match config.fault() {
            Some(fault) => Err(ModelError::Config(fault.to_owned())),
            None => Ok(config),
        }
    }

    fn fault(&self) -> Option<&'static str> {
        let lanes = |size: usize| size > 0 && size <= WIDEST && size.is_multiple_of(LANES);
        if self.layers > MOST_LAYERS {
            return Some("too many layers");
        }
        if !lanes(self.hidden) || !lanes(self.ffn) {
            return Some("`hidden` and `ffn` must be multiples of 16 and not above 8192");
        }
        if self.heads == 0 || !self.hidden.is_multiple_of(self.heads) || !lanes(self.head_width()) {
            return Some("each of the `heads` must be a multiple of 16 wide");
        }
        if !(3..=LONGEST).contains(&self.max_pieces) {
            return Some("`max_pieces` must lie between 3 and 1024");
        }
        if !(self.epsilon > 0.0 && self.epsilon < 1.0) {
            return Some("`epsilon` must lie between 0 and 1");
        }
        self.fault_of_classes()
    }

    fn fault_of_classes(&self) -> Option<&'static str> {
        if self.types.len() != TYPES || self.roles.len() != ROLES {
            return Some("there must be 17 `types` and 6 `roles`");
        }
        let classes = 1..=WIDEST;
        if !classes.contains(&self.modalities.len()) || !classes.contains(&self.modes.len()) {
            return Some("`modalities` and `modes` must be named");
        }
        let usable = |temperature: f32| temperature.is_finite() && temperature > 0.0;
        (!self.temperature.all().into_iter().all(usable))
            .then_some("a `temperature` must be above 0")
    }

    pub(super) fn head_width(&self) -> usize {
        self.hidden / self.heads
    }
}

impl Temperatures {
    fn all(&self) -> [f32; 8] {
        let Self { tag, modality, mode, reciprocal, background, roles, pair, home } = *self;
        [tag, modality, mode, reciprocal, background, roles, pair, home]
    }
}
