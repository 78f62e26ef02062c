//! One layer of the encoder.

use super::arithmetic::{gelu, vectorised};
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
        space.quantised.fill(&space.context, width);
        self.attended.sums(multiplier, &space.quantised, &mut space.sums);
        add(&self.attended, &self.attended_norm, space, pieces);
        space.quantised.fill(pieces, width);
        self.dense(multiplier, space);
        add(&self.narrowed, &self.narrowed_norm, space, pieces);
    }

    fn attention(&self, multiplier: &Multiplier, ends: &[usize], space: &mut Workspace) {
        let (width, mixed) = (self.attended.outputs(), self.mixed.outputs());
        self.mixed.sums(multiplier, &space.quantised, &mut space.sums);
        let Workspace { quantised, sums, mixed: values, context, room, .. } = space;
        values.resize(sums.len(), 0.0);
        context.resize(sums.len() / 3, 0.0);
        vectorised(|| {
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
        });
    }

    fn dense(&self, multiplier: &Multiplier, space: &mut Workspace) {
        let width = self.widened.outputs();
        self.widened.sums(multiplier, &space.quantised, &mut space.sums);
        let Workspace { quantised, sums, row, .. } = space;
        row.resize(width, 0.0);
        let rows = quantised.zeros.len();
        quantised.resize(rows, width);
        vectorised(|| {
            for (at, sums) in sums.chunks_exact(width).enumerate() {
                let scale = (quantised.zeros[at], quantised.steps[at]);
                self.widened.values(sums, scale, row);
                for value in &mut *row {
                    *value = gelu(*value);
                }
                quantised.put(at, row);
            }
        });
        self.narrowed.sums(multiplier, &space.quantised, &mut space.sums);
    }
}

/// Adds the output of a dense layer to what went in before, and normalises.
fn add(linear: &Linear, norm: &Norm, space: &mut Workspace, pieces: &mut [f32]) {
    let width = linear.outputs();
    let Workspace { quantised, sums, row, .. } = space;
    row.resize(width, 0.0);
    vectorised(|| {
        let rows = sums.chunks_exact(width).zip(quantised.scales());
        for ((sums, scale), piece) in rows.zip(pieces.chunks_exact_mut(width)) {
            linear.values(sums, scale, row);
            for (value, added) in piece.iter_mut().zip(&*row) {
                *value += added;
            }
            norm.apply(piece);
        }
    });
}
