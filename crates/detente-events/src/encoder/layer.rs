//! One layer of the encoder.

use super::arithmetic::{gelu, grown, vectorised};
use super::attention::{Room, attend};
use super::file::File;
use super::linear::{Linear, Multiplier};
use super::norm::Norm;
use super::quantise::Quantised;
use super::{Config, ModelError};

/// A layer.
pub(super) struct Layer {
    mixed: Linear,
    attended: Linear,
    attended_norm: Norm,
    widened: Linear,
    narrowed: Linear,
    narrowed_norm: Norm,
    heads: usize,
}

/// Room that all layers use in turn.
#[derive(Default)]
pub(super) struct Workspace {
    quantised: Quantised,
    sums: Vec<i32>,
    mixed: Vec<f32>,
    context: Vec<f32>,
    row: Vec<f32>,
    room: Room,
}

impl Layer {
    /// Reads layer number `at`.
    pub(super) fn load(
        file: &File,
        multiplier: &Multiplier,
        config: &Config,
        at: usize,
    ) -> Result<Self, ModelError> {
        let Config { hidden, ffn, heads, epsilon, .. } = *config;
        let name = |part: &str| format!("layers.{at}.{part}");
        let linear = |part: &str, shape| Linear::load(file, multiplier, &name(part), shape);
        let norm = |part: &str| Norm::load(file, &name(part), hidden, epsilon);
        Ok(Self {
            mixed: linear("attention.mixed", [hidden, 3 * hidden])?,
            attended: linear("attention.output", [hidden, hidden])?,
            attended_norm: norm("attention.norm")?,
            widened: linear("dense.widened", [hidden, ffn])?,
            narrowed: linear("dense.narrowed", [ffn, hidden])?,
            narrowed_norm: norm("dense.norm")?,
            heads,
        })
    }

    /// Passes the pieces of texts through. `ends` says where each text ends in `pieces`, which holds
    /// `width` numbers a piece.
    pub(super) fn apply(
        &self,
        multiplier: &Multiplier,
        pieces: &mut [f32],
        ends: &[usize],
        space: &mut Workspace,
    ) {
        let width = self.attended.outputs();
        space.quantised.fill(pieces, width);
        self.attention(multiplier, ends, space);
        space.quantised.fill(&space.context[..pieces.len()], width);
        add(&self.attended, &self.attended_norm, multiplier, space, pieces);
        space.quantised.fill(pieces, width);
        self.widen(multiplier, space);
        add(&self.narrowed, &self.narrowed_norm, multiplier, space, pieces);
    }

    fn attention(&self, multiplier: &Multiplier, ends: &[usize], space: &mut Workspace) {
        let (width, mixed) = (self.attended.outputs(), self.mixed.outputs());
        let Workspace { quantised, sums, mixed: values, context, room, .. } = space;
        let sums = self.mixed.sums(multiplier, quantised, sums);
        let values = grown(values, sums.len());
        let context = grown(context, sums.len() / 3);
        vectorised(
            #[inline(always)]
            || {
                let rows = sums.chunks_exact(mixed).zip(quantised.scales());
                for ((sums, scale), values) in rows.zip(values.chunks_exact_mut(mixed)) {
                    self.mixed.values(sums, scale, values);
                }
                let mut start = 0;
                for &end in ends {
                    let out = &mut context[start * width..end * width];
                    attend(&values[start * mixed..end * mixed], out, width, self.heads, room);
                    start = end;
                }
            },
        );
    }

    /// The wide middle of the dense steps, quantised.
    fn widen(&self, multiplier: &Multiplier, space: &mut Workspace) {
        let width = self.widened.outputs();
        let Workspace { quantised, sums, row, .. } = space;
        let sums = self.widened.sums(multiplier, quantised, sums);
        let row = grown(row, width);
        quantised.resize(sums.len() / width, width);
        vectorised(
            #[inline(always)]
            || {
                for (at, sums) in sums.chunks_exact(width).enumerate() {
                    let scale = (quantised.zeros[at], quantised.steps[at]);
                    self.widened.values(sums, scale, row);
                    for value in &mut *row {
                        *value = gelu(*value);
                    }
                    quantised.put(at, row);
                }
            },
        );
    }
}

/// Adds the output of a dense layer to what went in before, and normalises.
fn add(
    linear: &Linear,
    norm: &Norm,
    multiplier: &Multiplier,
    space: &mut Workspace,
    pieces: &mut [f32],
) {
    let width = linear.outputs();
    let Workspace { quantised, sums, row, .. } = space;
    let sums = linear.sums(multiplier, quantised, sums);
    let row = grown(row, width);
    vectorised(
        #[inline(always)]
        || {
            let rows = sums.chunks_exact(width).zip(quantised.scales());
            for ((sums, scale), piece) in rows.zip(pieces.chunks_exact_mut(width)) {
                linear.values(sums, scale, row);
                for (value, added) in piece.iter_mut().zip(&*row) {
                    *value += added;
                }
                norm.apply(piece);
            }
        },
    );
}
