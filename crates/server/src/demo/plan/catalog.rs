//! What is logged where, from which inputs, and into which collection it is linked.

use super::metric::Family;

/// A source artifact of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its name; its collection has the same.
    pub name: &'static str,
    /// The registry that it is linked into, if any.
    pub registry: Option<&'static str>,
    /// The team that logs it.
    pub team: &'static str,
    /// The project that it is logged to.
    pub project: &'static str,
    /// Its artifact type.
    pub type_name: &'static str,
    /// What its runs measure.
    pub family: Family,
    /// The number of versions, least and greatest.
    pub versions: (u32, u32),
    /// The source artifacts that its runs use.
    pub inputs: &'static [&'static str],
    /// Tags of the collection.
    pub tags: &'static [&'static str],
    /// What it is, in a sentence or two.
    pub blurb: &'static str,
}

macro_rules! entries {
    ($(in $registry:expr, $team:literal / $project:literal, $type_name:literal, $family:ident:
        $($name:literal x $least:literal ..= $greatest:literal from [$($input:literal),*] tags [$($tag:literal),*] $blurb:literal;)+)+) => {
        &[$($(Entry {
            name: $name,
            registry: $registry,
            team: $team,
            project: $project,
            type_name: $type_name,
            family: Family::$family,
            versions: ($least, $greatest),
            inputs: &[$($input),*],
            tags: &[$($tag),*],
            blurb: $blurb,
        },)+)+]
    };
}

/// The raw material: logged, and not linked anywhere.
const RAW: &[Entry] = entries![
    in None, "payments" / "fraud-data", "raw-dataset", Ingest:
    "raw-auth-log" x 4..=4 from [] tags [] "Authorization log as the card processor delivers it.";
    in None, "model-risk" / "loan-book", "raw-dataset", Ingest:
    "raw-loan-tape" x 3..=3 from [] tags [] "Loan tape of the core banking system, one row a month and contract.";
    in None, "perception" / "call-centre", "raw-dataset", Ingest:
    "raw-call-audio" x 3..=3 from [] tags [] "Recorded calls with consent, 8 kHz, as they leave the switch.";
    in None, "perception" / "claims", "raw-dataset", Ingest:
    "raw-claims-photos" x 3..=3 from [] tags [] "Photos and scanned forms that customers attach to a claim.";
];

/// What is made of the raw material.
const PREPARED: &[Entry] = entries![
    in Some("dataset"), "payments" / "fraud-data", "dataset", Preparation:
    "transactions-2026q3" x 12..=12 from ["raw-auth-log"] tags ["payments", "gold"] "Card transactions of the third quarter, deduplicated and joined with merchants.";
    "chargebacks-labelled" x 4..=9 from ["raw-auth-log"] tags ["payments", "labels"] "Disputed transactions with the outcome of the dispute.";
    "merchant-table" x 6..=12 from ["raw-auth-log"] tags ["payments", "reference"] "Merchants with category, country and age, one row each.";
    "blocklist" x 8..=12 from ["raw-auth-log"] tags ["payments"] "Devices and cards that are known to be abused.";
    "device-graph" x 2..=6 from ["raw-auth-log"] tags ["payments", "graph"] "Which devices were seen with which cards, as an edge list.";
    "support-tickets" x 2..=5 from ["raw-auth-log"] tags ["text"] "Support tickets with their final queue, free of personal data.";
    in Some("dataset"), "model-risk" / "loan-book", "dataset", Preparation:
    "loan-book-2026" x 3..=8 from ["raw-loan-tape"] tags ["credit", "gold"] "Performing and defaulted loans with monthly behaviour.";
    "kyc-documents" x 5..=11 from ["raw-loan-tape"] tags ["kyc", "personal data"] "Metadata of identity documents; the scans stay in the vault.";
    in Some("dataset"), "perception" / "call-centre", "dataset", Preparation:
    "calls-transcribed" x 3..=9 from ["raw-call-audio"] tags ["speech", "gold"] "Calls with a corrected transcript, eleven languages.";
    in Some("dataset"), "perception" / "claims", "dataset", Preparation:
    "claims-photos" x 3..=7 from ["raw-claims-photos"] tags ["vision", "gold"] "Photos of claims with boxes and masks of the damage.";
    in Some("Credit risk"), "model-risk" / "loan-book", "dataset", Preparation:
    "application-scores" x 2..=6 from ["raw-loan-tape"] tags ["credit", "restricted"] "Scores at application time with the outcome after twelve months.";
    in Some("Speech"), "perception" / "call-centre", "tokenizer", Preparation:
    "call-tokenizer" x 2..=4 from ["raw-call-audio"] tags ["speech"] "Unigram tokenizer over transcripts, 16,000 pieces.";
];

/// What learns from it.
const MODELS: &[Entry] = entries![
    in Some("model"), "payments" / "gbt-fraud", "model", Tabular:
    "fraud-detector" x 1000..=1000 from ["transactions-2026q3", "blocklist"] tags ["payments", "tier-1"] "Gradient-boosted trees on card transactions; scores at authorization time, 40 ms budget.";
    in Some("model"), "payments" / "payments-models", "model", Tabular:
    "merchant-classifier" x 3..=12 from ["merchant-table"] tags ["payments"] "Category of a merchant from its name and its transactions.";
    "chargeback-forecaster" x 2..=9 from ["chargebacks-labelled"] tags ["payments", "forecast"] "Expected chargebacks of the next thirty days by merchant.";
    "anomaly-sentinel" x 4..=12 from ["transactions-2026q3"] tags ["payments", "monitoring"] "Isolation forest that watches the mix of transactions, not single ones.";
    "card-limit-advisor" x 1..=6 from ["transactions-2026q3"] tags ["cards"] "Suggests a limit at issue and at review.";
    "next-offer-ranker" x 2..=10 from ["merchant-table", "transactions-2026q3"] tags ["cards", "ranking"] "Orders the offers that a card holder sees.";
    "churn-predictor" x 2..=8 from ["support-tickets"] tags ["cards"] "Probability that a card is not used for ninety days.";
    "ltv-estimator" x 1..=5 from ["transactions-2026q3"] tags ["cards"] "Value of a customer over three years.";
    in Some("model"), "payments" / "payments-models", "model", Language:
    "device-graph-embedder" x 2..=7 from ["device-graph"] tags ["payments", "embedding"] "Node embeddings of the device graph, 128 dimensions.";
    "gemma-tickets" x 4..=8 from ["support-tickets"] tags ["text", "llm"] "Gemma tuned to answer tickets in the tone of the house.";
    "support-router" x 3..=9 from ["support-tickets"] tags ["text"] "Sends a ticket to the queue that will close it.";
    in Some("model"), "perception" / "claims", "model", Vision:
    "address-matcher" x 2..=6 from ["claims-photos"] tags ["ocr"] "Matches an address on a form with the register.";
    "invoice-parser" x 3..=11 from ["claims-photos"] tags ["ocr", "tier-2"] "Amounts, dates and parties of an invoice.";
    in Some("Credit risk"), "model-risk" / "credit-models", "model", Scorecard:
    "pd-retail" x 12..=12 from ["loan-book-2026", "application-scores"] tags ["credit", "regulated"] "Probability of default within twelve months, retail.";
    "pd-sme" x 4..=8 from ["loan-book-2026"] tags ["credit", "regulated"] "Probability of default within twelve months, small business.";
    "lgd-mortgage" x 2..=6 from ["loan-book-2026"] tags ["credit", "regulated"] "Loss given default of mortgages, by stage of recovery.";
    "ead-cards" x 1..=5 from ["loan-book-2026"] tags ["credit"] "Exposure at default of revolving cards.";
    "scorecard-thin-file" x 2..=7 from ["kyc-documents"] tags ["credit", "fairness review"] "Scorecard for applicants without a credit history.";
    in Some("Speech"), "perception" / "call-centre", "model", Speech:
    "asr-it" x 9..=12 from ["calls-transcribed", "call-tokenizer"] tags ["speech", "tier-1"] "Recognition of Italian calls, streaming.";
    "asr-de" x 4..=10 from ["calls-transcribed", "call-tokenizer"] tags ["speech"] "Recognition of German calls, streaming.";
    "vad-small" x 6..=12 from ["calls-transcribed"] tags ["speech", "edge"] "Voice activity on the phone of the agent, 180 kB.";
    "diarizer" x 3..=8 from ["calls-transcribed"] tags ["speech"] "Who speaks when, two to four speakers.";
    in Some("Vision"), "perception" / "claims", "model", Vision:
    "claims-ocr" x 8..=12 from ["claims-photos"] tags ["vision", "tier-1"] "Text of forms and plates, printed and handwritten.";
    "damage-seg" x 5..=12 from ["claims-photos"] tags ["vision"] "Masks of damaged parts, 34 classes.";
    "plate-reader" x 2..=7 from ["claims-photos"] tags ["vision", "edge"] "Licence plates of eighteen countries.";
    "document-layout" x 2..=5 from ["claims-photos"] tags ["vision"] "Blocks, tables and signatures of a page.";
];

/// What comes of the models: exports that serve, and reports.
const DERIVED: &[Entry] = entries![
    in Some("model"), "payments" / "gbt-fraud", "model", Export:
    "fraud-detector-onnx" x 6..=6 from ["fraud-detector"] tags ["payments", "serving"] "The fraud detector, exported for the authorization service.";
    in Some("Speech"), "perception" / "call-centre", "model", Export:
    "asr-it-int8" x 3..=3 from ["asr-it"] tags ["speech", "serving"] "The Italian recognizer in eight bits.";
    in None, "payments" / "gbt-fraud", "evaluation", Evaluation:
    "fraud-detector-report" x 8..=8 from ["fraud-detector", "chargebacks-labelled"] tags [] "Nightly evaluation on labelled chargebacks.";
    in None, "model-risk" / "credit-models", "evaluation", Evaluation:
    "pd-retail-validation" x 4..=4 from ["pd-retail"] tags [] "Validation report for the model-risk committee.";
    in None, "perception" / "claims", "evaluation", Evaluation:
    "claims-ocr-report" x 3..=3 from ["claims-ocr"] tags [] "Character error rate by form and camera.";
];

/// The levels of the lineage: what stands in one uses what stands in those before.
pub const LEVELS: [&[Entry]; 4] = [RAW, PREPARED, MODELS, DERIVED];
