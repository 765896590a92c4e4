//! Something to do later.

use std::fmt;
use std::sync::Arc;

/// Something to do, for as long as anybody holds it. A `Callback` goes with the view that made it, and with it an act that is offered longer: in a notice,
/// in the palette.
#[derive(Clone)]
pub struct Act(Arc<dyn Fn() + Send + Sync>);

impl Act {
    /// Does it.
    pub fn run(&self) {
        (self.0)();
    }
}

impl<F: Fn() + Send + Sync + 'static> From<F> for Act {
    fn from(act: F) -> Self {
        Self(Arc::new(act))
    }
}

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Act")
    }
}
