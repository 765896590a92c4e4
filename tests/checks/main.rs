//! Checks over the sources: what the compiler does not hold. Each has a positive control, a planted violation
//! that must be caught, so that a check that looks at nothing does not pass.

mod contrast;
mod events;
mod layers;
mod length;
mod sources;
mod styles;
