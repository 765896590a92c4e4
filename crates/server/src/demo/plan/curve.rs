//! How the metrics of each kind of work move.

use crate::demo::random::Random;

/// How a metric moves over a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// Its key; what stands before the slash is its group.
    pub key: &'static str,
    /// The value at the first step.
    pub start: f64,
    /// The value at the last step of an average run.
    pub end: f64,
    /// How much better than that a perfect run ends; negative where less is better.
    pub gain: f64,
    /// The greatest deviation of a step.
    pub noise: f64,
    /// Every how many steps it is logged.
    pub every: u32,
    /// How many decimals are kept.
    pub decimals: i32,
}

const fn curve(key: &'static str, span: [f64; 2], gain: f64, noise: f64, every: u32, decimals: i32) -> Curve {
    Curve {
        key,
        start: span[0],
        end: span[1],
        gain,
        noise,
        every,
        decimals,
    }
}

pub const SYSTEM: [Curve; 3] = [
    curve("system/cpu_percent", [34.0, 61.0], 6.5, 9.0, 2, 1),
    curve("system/gpu_percent", [58.0, 93.0], 2.5, 5.0, 2, 1),
    curve("system/memory_gb", [6.2, 22.4], 1.2, 0.4, 2, 2),
];

pub const INGEST: [Curve; 2] = [
    curve("ingest/rows", [0.0, 41.2e6], 2.0e6, 0.0, 1, 0),
    curve("ingest/rejected_share", [0.02, 0.004], -0.002, 0.001, 1, 5),
];

pub const PREPARATION: [Curve; 3] = [
    curve("prepare/rows", [0.0, 18.4e6], 1.1e6, 0.0, 1, 0),
    curve("prepare/duplicate_share", [0.09, 0.012], -0.004, 0.004, 1, 5),
    curve("prepare/null_share", [0.05, 0.008], -0.003, 0.003, 1, 5),
];

pub const TABULAR: [Curve; 6] = [
    curve("train/logloss", [0.66, 0.066], -0.004, 0.005, 1, 5),
    curve("train/learning_rate", [0.1, 0.000_12], 0.0, 0.0, 1, 6),
    curve("train/grad_norm", [5.2, 1.2], -0.14, 0.35, 1, 4),
    curve("validation/auc", [0.651, 0.9395], 0.0098, 0.004, 5, 5),
    curve("validation/logloss", [0.58, 0.0882], -0.0055, 0.006, 5, 5),
    curve("validation/recall@1%fpr", [0.24, 0.712], 0.031, 0.018, 5, 5),
];

pub const SCORECARD: [Curve; 5] = [
    curve("train/logloss", [0.61, 0.21], -0.01, 0.006, 1, 5),
    curve("train/learning_rate", [0.05, 0.0005], 0.0, 0.0, 1, 6),
    curve("validation/gini", [0.22, 0.612], 0.028, 0.006, 5, 5),
    curve("validation/ks", [0.18, 0.471], 0.022, 0.008, 5, 5),
    curve("validation/psi", [0.19, 0.062], -0.02, 0.01, 5, 5),
];

pub const LANGUAGE: [Curve; 5] = [
    curve("train/loss", [3.9, 1.31], -0.12, 0.09, 1, 4),
    curve("train/learning_rate", [0.0003, 0.000_003], 0.0, 0.0, 1, 7),
    curve("train/grad_norm", [4.4, 0.8], -0.11, 0.3, 1, 4),
    curve("validation/loss", [3.7, 1.42], -0.13, 0.03, 5, 4),
    curve("validation/accuracy", [0.21, 0.861], 0.034, 0.012, 5, 5),
];

pub const SPEECH: [Curve; 5] = [
    curve("train/ctc_loss", [212.0, 11.4], -1.6, 4.0, 1, 3),
    curve("train/learning_rate", [0.0012, 0.000_01], 0.0, 0.0, 1, 7),
    curve("validation/wer", [0.94, 0.113], -0.021, 0.012, 5, 5),
    curve("validation/cer", [0.71, 0.048], -0.009, 0.007, 5, 5),
    curve("validation/real_time_factor", [0.31, 0.24], -0.02, 0.006, 5, 4),
];

pub const VISION: [Curve; 6] = [
    curve("train/loss", [4.8, 0.62], -0.06, 0.12, 1, 4),
    curve("train/box_loss", [2.1, 0.21], -0.02, 0.05, 1, 4),
    curve("train/learning_rate", [0.01, 0.000_05], 0.0, 0.0, 1, 6),
    curve("validation/map", [0.08, 0.583], 0.041, 0.012, 5, 5),
    curve("validation/iou", [0.3, 0.772], 0.026, 0.01, 5, 5),
    curve("validation/loss", [4.5, 0.81], -0.07, 0.08, 5, 4),
];

pub const EXPORT: [Curve; 2] = [
    curve("export/max_error", [0.02, 0.0004], -0.0001, 0.0005, 1, 6),
    curve("validation/auc", [0.93, 0.9391], 0.0094, 0.0004, 1, 5),
];

pub const EVALUATION: [Curve; 3] = [
    curve("evaluation/auc", [0.9, 0.9365], 0.0094, 0.003, 1, 5),
    curve("evaluation/precision", [0.6, 0.842], 0.02, 0.02, 1, 5),
    curve("evaluation/recall", [0.5, 0.774], 0.02, 0.02, 1, 5),
];

impl Curve {
    /// The value at the last step.
    pub fn last(&self, quality: f64) -> f64 {
        self.gain.mul_add(quality, self.end)
    }

    /// The value at a step: an exponential approach to the last value, which is met exactly.
    pub fn at(&self, step: u32, steps: u32, quality: f64, random: &mut Random) -> f64 {
        let last = self.last(quality);
        if step + 1 >= steps {
            return last;
        }
        let progress = f64::from(step) / f64::from(steps - 1);
        let value = (self.start - last).mul_add((-5.0 * progress).exp(), last);
        let wobble = self.noise * random.swing() * 0.6_f64.mul_add(-progress, 1.0);
        // Shares, losses and sizes are never below nothing.
        (value + wobble).max(0.0)
    }
}
