//! Organizations, their entity, their members.

mod member;

use domain::role::{OrgRole, RegistryRole};

pub use self::member::{OrgMemberRow, members, remove_member, require_other_admin};
use super::Db;
use super::entity::{self, EntityKind};
use super::project;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};

/// An organization.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OrganizationRow {
    /// Its id.
    pub id: i64,
    /// Its display name.
    pub name: String,
    /// The entity that owns its registries.
    pub entity_id: i64,
    /// The name of that entity.
    pub entity_name: String,
    visibility_role: String,
}

impl OrganizationRow {
    /// The role that an organization-visible registry gives to every member.
    pub fn visibility_role(&self) -> RegistryRole {
        self.visibility_role
            .parse()
            .unwrap_or(RegistryRole::RestrictedViewer)
    }
}

const COLUMNS: &str = "SELECT organization.id, organization.name, organization.entity_id, entity.name AS entity_name, visibility_role \
     FROM organization JOIN entity ON entity.id = organization.entity_id";

async fn one(db: &mut Db, condition: &'static str, value: i64) -> Answer<Option<OrganizationRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE {condition}"));
    Ok(sqlx::query_as(sql).bind(value).fetch_optional(db).await?)
}

/// The organization with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<OrganizationRow>> {
    one(db, "organization.id = $1", id).await
}

/// The organization that owns the entity: its own, or a team's.
///
/// # Errors
/// When the database fails.
pub async fn of_entity(db: &mut Db, entity_id: i64) -> Answer<Option<OrganizationRow>> {
    one(
        db,
        "organization.entity_id = $1 OR organization.id = (SELECT org_id FROM team WHERE entity_id = $1)",
        entity_id,
    )
    .await
}

/// The organizations that own entities, each with the id of the entity: its own, or a team's.
///
/// # Errors
/// When the database fails.
pub async fn of_entities(db: &mut Db, entity_ids: &[i64]) -> Answer<Vec<(i64, OrganizationRow)>> {
    #[derive(sqlx::FromRow)]
    struct Owned {
        owned_id: i64,
        #[sqlx(flatten)]
        org: OrganizationRow,
    }
    let list = super::integers(entity_ids);
    let sql = format!(
        "SELECT owned.entity_id AS owned_id, found.* FROM ({COLUMNS}) AS found JOIN (SELECT id AS org_id, entity_id FROM organization \
         UNION ALL SELECT org_id, entity_id FROM team) AS owned ON owned.org_id = found.id WHERE owned.entity_id IN ({list})"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
    let rows: Vec<Owned> = query.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.owned_id, row.org)).collect())
}

/// The organization by display name or by the name of its entity.
///
/// # Errors
/// When the database fails.
pub async fn by_name(db: &mut Db, name: &str) -> Answer<Option<OrganizationRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE organization.name = $1 OR entity.name = $1"
    ));
    Ok(sqlx::query_as(sql).bind(name).fetch_optional(db).await?)
}

/// The organizations of a user, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_user(db: &mut Db, user_id: i64) -> Answer<Vec<OrganizationRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE organization.id IN (SELECT org_id FROM org_member WHERE user_id = $1) ORDER BY organization.name"
    ));
    Ok(sqlx::query_as(sql).bind(user_id).fetch_all(db).await?)
}

/// The role of a user in an organization.
///
/// # Errors
/// When the database fails.
pub async fn role(db: &mut Db, org_id: i64, user_id: i64) -> Answer<Option<OrgRole>> {
    let query = sqlx::query_scalar("SELECT role FROM org_member WHERE org_id = $1 AND user_id = $2");
    let found: Option<String> = query.bind(org_id).bind(user_id).fetch_optional(db).await?;
    Ok(found.and_then(|text| text.parse().ok()))
}

/// Makes an organization with its entity and, unless told otherwise, its core registries.
///
/// # Errors
/// When the name breaks a rule or is taken.
pub async fn create(db: &mut Db, name: &str, with_core_registries: bool, now: Micros) -> Answer<i64> {
    if by_name(&mut *db, name).await?.is_some() {
        return Err(Fault::Conflict(format!(
            "There is an organization “{name}” already."
        )));
    }
    let entity_id = entity::create(&mut *db, EntityKind::Organization, name, now).await?;
    let query = sqlx::query_scalar(
        "INSERT INTO organization (name, entity_id, created_at) VALUES ($1, $2, $3) RETURNING id",
    );
    let org_id: i64 = query
        .bind(name)
        .bind(entity_id)
        .bind(now)
        .fetch_one(&mut *db)
        .await?;
    if with_core_registries {
        for core in [
            ("model", "Models that are ready to be used by others."),
            ("dataset", "Datasets that are ready to be used by others."),
        ] {
            project::create_core_registry(&mut *db, entity_id, core.0, core.1, now).await?;
        }
    }
    Ok(org_id)
}

/// Adds a user, or changes the role of one who is in.
///
/// # Errors
/// When the database fails.
pub async fn set_member(db: &mut Db, org_id: i64, user_id: i64, role: OrgRole, now: Micros) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO org_member (org_id, user_id, role, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (org_id, user_id) DO UPDATE SET role = excluded.role",
    );
    query
        .bind(org_id)
        .bind(user_id)
        .bind(role.api_name())
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}
