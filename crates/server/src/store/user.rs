//! People and service accounts.

mod life;

pub use self::life::{all, by_email, by_username_removed_too, deactivate, reactivate};
use super::Db;
use super::entity::{self, EntityKind};
use crate::clock::Micros;
use crate::fault::{Answer, Fault};

/// A person or a service account.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct UserRow {
    /// Its id.
    pub id: i64,
    /// The entity of the same name.
    pub entity_id: i64,
    /// The name in paths.
    pub username: String,
    /// The name people read.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    is_site_admin: i64,
    is_service: i64,
    /// Where runs go that name no entity: a team, where there is one.
    pub default_entity_id: Option<i64>,
    /// When it was made.
    pub created_at: Micros,
}

impl UserRow {
    /// Whether it may use the instance-wide admin operations.
    pub fn is_site_admin(&self) -> bool {
        self.is_site_admin != 0
    }

    /// Whether it is a service account.
    pub fn is_service(&self) -> bool {
        self.is_service != 0
    }
}

/// What a new user needs.
pub struct NewUser<'a> {
    /// The name in paths.
    pub username: &'a str,
    /// The e-mail address.
    pub email: &'a str,
    /// Whether it may use the instance-wide admin operations.
    pub is_site_admin: bool,
    /// Whether it is a service account.
    pub is_service: bool,
}

const COLUMNS: &str = "SELECT id, entity_id, username, name, email, is_site_admin, is_service, default_entity_id, created_at FROM account";

/// The user with that id, deleted ones excluded.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<UserRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1 AND deleted_at IS NULL"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The users with those ids, in any order, deleted ones included: what they did keeps their name.
///
/// # Errors
/// When the database fails.
pub async fn by_ids_unsorted(db: &mut Db, ids: &[i64]) -> Answer<Vec<UserRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id IN ({})", super::integers(ids)));
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

/// The user of that name, deleted ones excluded.
///
/// # Errors
/// When the database fails.
pub async fn by_username(db: &mut Db, username: &str) -> Answer<Option<UserRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE username = $1 AND deleted_at IS NULL"));
    Ok(sqlx::query_as(sql).bind(username).fetch_optional(db).await?)
}

/// The user of that name, deleted ones included: what they did keeps their name.
///
/// # Errors
/// When the database fails.
pub async fn by_username_of_all(db: &mut Db, username: &str) -> Answer<Option<UserRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE username = $1"));
    Ok(sqlx::query_as(sql).bind(username).fetch_optional(db).await?)
}

/// The user whose personal entity that is.
///
/// # Errors
/// When the database fails.
pub async fn by_entity(db: &mut Db, entity_id: i64) -> Answer<Option<UserRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE entity_id = $1 AND deleted_at IS NULL"));
    Ok(sqlx::query_as(sql).bind(entity_id).fetch_optional(db).await?)
}

/// The longest name, username or e-mail, in characters: nobody is found by more.
const SEARCHED_MAX: usize = 254;

/// Users whose name, username or e-mail contains the text, in capitals or not, by username; at most 100.
///
/// # Errors
/// When the database fails.
pub async fn search(db: &mut Db, text: &str) -> Answer<Vec<UserRow>> {
    if text.chars().count() > SEARCHED_MAX || text.contains('\0') {
        return Ok(Vec::new());
    }
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE deleted_at IS NULL AND (LOWER(username) LIKE $1 ESCAPE '\\' OR LOWER(email) LIKE $1 ESCAPE '\\' \
         OR LOWER(name) LIKE $1 ESCAPE '\\') ORDER BY username LIMIT 100"
    ));
    let mut pattern = String::from("%");
    for character in text.to_ascii_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    Ok(sqlx::query_as(sql).bind(pattern).fetch_all(db).await?)
}

/// Checks an e-mail address: something on both sides of an `@`.
///
/// # Errors
/// When it is none.
pub fn check_email(email: &str) -> Answer<()> {
    let is_address = email
        .split_once('@')
        .is_some_and(|(local, host)| !local.is_empty() && !host.is_empty());
    if is_address && email.chars().count() <= 254 && !email.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(Fault::BadRequest(format!(
        "“{email}” is not an e-mail address; write it as name@host."
    )))
}

/// Makes a user with its personal entity.
///
/// # Errors
/// When the name or the address breaks a rule or the name is taken.
pub async fn create(db: &mut Db, new: &NewUser<'_>, now: Micros) -> Answer<i64> {
    check_email(new.email)?;
    let entity_id = entity::create(&mut *db, EntityKind::User, new.username, now).await?;
    let query = sqlx::query_scalar(
        "INSERT INTO account (entity_id, username, name, email, is_site_admin, is_service, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    );
    let query = query
        .bind(entity_id)
        .bind(new.username)
        .bind(new.username)
        .bind(new.email);
    let query = query
        .bind(i64::from(new.is_site_admin))
        .bind(i64::from(new.is_service))
        .bind(now);
    Ok(query.fetch_one(db).await?)
}

/// Sets the name people read.
///
/// # Errors
/// When the database fails.
pub async fn rename(db: &mut Db, id: i64, name: &str) -> Answer<()> {
    sqlx::query("UPDATE account SET name = $1 WHERE id = $2")
        .bind(name)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Sets where runs go that name no entity.
///
/// # Errors
/// When the database fails.
pub async fn set_default_entity(db: &mut Db, id: i64, entity_id: i64) -> Answer<()> {
    let query = sqlx::query("UPDATE account SET default_entity_id = $1 WHERE id = $2");
    query.bind(entity_id).bind(id).execute(db).await?;
    Ok(())
}

/// Whether there is any user yet.
///
/// # Errors
/// When the database fails.
pub async fn any_exists(db: &mut Db) -> Answer<bool> {
    let found: Option<i64> = sqlx::query_scalar("SELECT id FROM account LIMIT 1")
        .fetch_optional(db)
        .await?;
    Ok(found.is_some())
}
