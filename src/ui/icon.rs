//! Icons: symbols of the sprite in `index.html`, drawn with `<use>`.

use leptos::prelude::*;

/// A symbol of the sprite.
#[allow(missing_docs, reason = "each is named after what it shows")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconName {
    ArrowDown,
    ArrowRight,
    ArrowUp,
    ArrowUpDown,
    Ban,
    Bell,
    Bookmark,
    Box,
    Building2,
    ChartLine,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    ChevronUp,
    CircleCheck,
    CircleHelp,
    CircleX,
    Clock,
    Columns3,
    Command,
    Copy,
    Crown,
    Database,
    Download,
    Ellipsis,
    ExternalLink,
    Eye,
    EyeOff,
    File,
    FileText,
    Filter,
    FlaskConical,
    Folder,
    FolderOpen,
    GitBranch,
    GitCompare,
    Globe,
    GripVertical,
    History,
    Image,
    Info,
    KeyRound,
    Keyboard,
    Landmark,
    Layers,
    Link,
    List,
    Lock,
    LogOut,
    Maximize,
    Menu,
    MessageSquare,
    Mic,
    Minus,
    Monitor,
    Moon,
    Package,
    PanelLeft,
    Pencil,
    Play,
    Plus,
    RotateCcw,
    Route,
    Search,
    Settings,
    Share2,
    ShieldCheck,
    Sigma,
    Star,
    Sun,
    Table2,
    Tag,
    Trash2,
    TriangleAlert,
    Undo2,
    User,
    Users,
    WifiOff,
    X,
    Zap,
    ZoomIn,
    ZoomOut,
}

impl IconName {
    const fn symbol(self) -> &'static str {
        match self {
            Self::ArrowDown => "#i-arrow-down",
            Self::ArrowRight => "#i-arrow-right",
            Self::ArrowUp => "#i-arrow-up",
            Self::ArrowUpDown => "#i-arrow-up-down",
            Self::Ban => "#i-ban",
            Self::Bell => "#i-bell",
            Self::Bookmark => "#i-bookmark",
            Self::Box => "#i-box",
            Self::Building2 => "#i-building-2",
            Self::ChartLine => "#i-chart-line",
            Self::Check => "#i-check",
            Self::ChevronDown => "#i-chevron-down",
            Self::ChevronLeft => "#i-chevron-left",
            Self::ChevronRight => "#i-chevron-right",
            Self::ChevronUp => "#i-chevron-up",
            Self::CircleCheck => "#i-circle-check",
            Self::CircleHelp => "#i-circle-help",
            Self::CircleX => "#i-circle-x",
            Self::Clock => "#i-clock",
            Self::Columns3 => "#i-columns-3",
            Self::Command => "#i-command",
            Self::Copy => "#i-copy",
            Self::Crown => "#i-crown",
            Self::Database => "#i-database",
            Self::Download => "#i-download",
            Self::Ellipsis => "#i-ellipsis",
            Self::ExternalLink => "#i-external-link",
            Self::Eye => "#i-eye",
            Self::EyeOff => "#i-eye-off",
            Self::File => "#i-file",
            Self::FileText => "#i-file-text",
            Self::Filter => "#i-filter",
            Self::FlaskConical => "#i-flask-conical",
            Self::Folder => "#i-folder",
            Self::FolderOpen => "#i-folder-open",
            Self::GitBranch => "#i-git-branch",
            Self::GitCompare => "#i-git-compare",
            Self::Globe => "#i-globe",
            Self::GripVertical => "#i-grip-vertical",
            Self::History => "#i-history",
            Self::Image => "#i-image",
            Self::Info => "#i-info",
            Self::KeyRound => "#i-key-round",
            Self::Keyboard => "#i-keyboard",
            Self::Landmark => "#i-landmark",
            Self::Layers => "#i-layers",
            Self::Link => "#i-link",
            Self::List => "#i-list",
            Self::Lock => "#i-lock",
            Self::LogOut => "#i-log-out",
            Self::Maximize => "#i-maximize",
            Self::Menu => "#i-menu",
            Self::MessageSquare => "#i-message-square",
            Self::Mic => "#i-mic",
            Self::Minus => "#i-minus",
            Self::Monitor => "#i-monitor",
            Self::Moon => "#i-moon",
            Self::Package => "#i-package",
            Self::PanelLeft => "#i-panel-left",
            Self::Pencil => "#i-pencil",
            Self::Play => "#i-play",
            Self::Plus => "#i-plus",
            Self::RotateCcw => "#i-rotate-ccw",
            Self::Route => "#i-route",
            Self::Search => "#i-search",
            Self::Settings => "#i-settings",
            Self::Share2 => "#i-share-2",
            Self::ShieldCheck => "#i-shield-check",
            Self::Sigma => "#i-sigma",
            Self::Star => "#i-star",
            Self::Sun => "#i-sun",
            Self::Table2 => "#i-table-2",
            Self::Tag => "#i-tag",
            Self::Trash2 => "#i-trash-2",
            Self::TriangleAlert => "#i-triangle-alert",
            Self::Undo2 => "#i-undo-2",
            Self::User => "#i-user",
            Self::Users => "#i-users",
            Self::WifiOff => "#i-wifi-off",
            Self::X => "#i-x",
            Self::Zap => "#i-zap",
            Self::ZoomIn => "#i-zoom-in",
            Self::ZoomOut => "#i-zoom-out",
        }
    }
}

/// How large an icon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IconSize {
    /// 12 px, in badges.
    Tiny,
    /// 14 px, beside small text.
    Small,
    /// 16 px.
    #[default]
    Normal,
    /// 20 px, in empty states.
    Large,
}

impl IconSize {
    const fn word(self) -> &'static str {
        match self {
            Self::Tiny => "tiny",
            Self::Small => "small",
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }
}

/// An icon. It says nothing to a screen reader: a word stands beside it, or its button has a label.
#[component]
pub fn Icon(
    /// Which one.
    #[prop(into)]
    name: Signal<IconName>,
    /// How large.
    #[prop(optional)]
    size: IconSize,
) -> impl IntoView {
    view! {
        <svg class="icon" data-size=size.word() viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <use href=move || name.get().symbol()></use>
        </svg>
    }
}
