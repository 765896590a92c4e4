//! Blobs in an S3-compatible bucket. An upload becomes visible when it is completed, as a whole or not at all, so it goes to its
//! final name at once; the local spool has shown before that the bytes are those expected.

use std::sync::Arc;

use anyhow::Context as _;
use bytes::Bytes;
use futures::TryStreamExt as _;
use object_store::aws::AmazonS3Builder;
use object_store::prefix::PrefixStore;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::spool::Spooled;
use super::{Blob, key};
use crate::fault::{Answer, Fault};

/// Bytes of a part; files up to this size are sent at once. S3 wants 5 MiB at least.
const PART_BYTES: u64 = 8 << 20;
/// The greatest number of parts of a file.
const PARTS_MAX: u64 = 10_000;
/// Parts in memory, over all uploads of this process.
const PARTS_IN_MEMORY: usize = 4;

/// The bucket, or what is below a prefix in it.
#[derive(Clone)]
pub struct Bucket {
    store: Arc<dyn ObjectStore>,
    parts: Arc<Semaphore>,
}

impl Bucket {
    /// Opens `s3://bucket/prefix?endpoint=…&region=…`; credentials come from the environment, as for other programs
    /// (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, …).
    ///
    /// # Errors
    /// When the address cannot be read, or the bucket does not answer.
    pub async fn open(url: &url::Url) -> anyhow::Result<Self> {
        let bucket = url
            .host_str()
            .with_context(|| format!("“{url}” names no bucket; write s3://bucket/prefix"))?;
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        for (name, value) in url.query_pairs() {
            builder = match name.as_ref() {
                "endpoint" => builder
                    .with_allow_http(value.starts_with("http://"))
                    .with_endpoint(value.trim_end_matches('/')),
                "region" => builder.with_region(value),
                "virtual_hosted_style" => {
                    builder.with_virtual_hosted_style_request(value.parse().with_context(|| {
                        format!("virtual_hosted_style is true or false, “{value}” is neither")
                    })?)
                }
                other => anyhow::bail!(
                    "the blob address has an unknown setting “{other}”; there are endpoint, region and virtual_hosted_style"
                ),
            };
        }
        let whole = builder
            .build()
            .with_context(|| format!("cannot use the bucket of {url}"))?;
        let prefix = url.path().trim_matches('/');
        let bucket = if prefix.is_empty() {
            Self::of(Arc::new(whole))
        } else {
            Self::of(Arc::new(PrefixStore::new(whole, prefix)))
        };
        bucket.store.list(None).try_next().await.with_context(|| {
            format!("cannot list {url}; the credentials need the rights to list, read and write there")
        })?;
        Ok(bucket)
    }

    fn of(store: Arc<dyn ObjectStore>) -> Self {
        Self {
            store,
            parts: Arc::new(Semaphore::new(PARTS_IN_MEMORY)),
        }
    }

    /// The interface for reading.
    pub fn reader(&self) -> Arc<dyn ObjectStore> {
        self.store.clone()
    }

    /// Takes in a file that is whole.
    ///
    /// # Errors
    /// When the bucket does not take it; nothing of it is visible then.
    pub async fn keep(&self, spooled: &Spooled, blob: &Blob) -> Answer<()> {
        let size = u64::try_from(blob.size_bytes).map_err(Fault::internal)?;
        let target = key(&blob.sha256);
        match self.store.head(&target).await {
            Ok(found) if found.size == size => return Ok(()),
            Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
            Err(cause) => return Err(Fault::internal(cause)),
        }
        let mut file = tokio::fs::File::open(&spooled.path).await?;
        if size <= PART_BYTES {
            let _permit = self.parts.acquire().await.map_err(Fault::internal)?;
            let bytes = read_part(&mut file, PART_BYTES).await?;
            self.store
                .put(&target, bytes.into())
                .await
                .map_err(Fault::internal)?;
            return Ok(());
        }
        let mut upload = self.store.put_multipart(&target).await.map_err(Fault::internal)?;
        let sent = self
            .send_parts(upload.as_mut(), &mut file, part_bytes(size))
            .await;
        if let Err(cause) = sent {
            // Best effort: a rule of the bucket removes what is left of uploads that were never completed.
            let _aborted = upload.abort().await;
            return Err(cause);
        }
        upload.complete().await.map_err(Fault::internal)?;
        Ok(())
    }

    async fn send_parts(
        &self,
        upload: &mut dyn MultipartUpload,
        file: &mut tokio::fs::File,
        part_bytes: u64,
    ) -> Answer<()> {
        let mut under_way = JoinSet::new();
        loop {
            let permit = self
                .parts
                .clone()
                .acquire_owned()
                .await
                .map_err(Fault::internal)?;
            let bytes = read_part(file, part_bytes).await?;
            if bytes.is_empty() {
                break;
            }
            let part = upload.put_part(bytes.into());
            under_way.spawn(async move {
                let sent = part.await;
                drop(permit);
                sent
            });
            while let Some(done) = under_way.try_join_next() {
                done.map_err(Fault::internal)?.map_err(Fault::internal)?;
            }
        }
        while let Some(done) = under_way.join_next().await {
            done.map_err(Fault::internal)?.map_err(Fault::internal)?;
        }
        Ok(())
    }
}

/// The size of the parts of a file: the usual one, unless there would be too many.
const fn part_bytes(size: u64) -> u64 {
    let needed = size.div_ceil(PARTS_MAX);
    if needed > PART_BYTES { needed } else { PART_BYTES }
}

async fn read_part(file: &mut tokio::fs::File, part_bytes: u64) -> Answer<Bytes> {
    let position = file.stream_position().await?;
    let left = file.metadata().await?.len().saturating_sub(position);
    // Grown step by step, it would take up to twice the memory.
    let mut bytes = Vec::with_capacity(usize::try_from(part_bytes.min(left)).map_err(Fault::internal)?);
    file.take(part_bytes).read_to_end(&mut bytes).await?;
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;

    use super::super::spool::Spool;
    use super::*;
    use crate::clock::{OperatingSystem, hex_token};

    #[test]
    fn no_file_has_more_parts_than_s3_takes() {
        for size in [1, PART_BYTES, PART_BYTES * PARTS_MAX, 5 << 40] {
            assert!(size.div_ceil(part_bytes(size)) <= PARTS_MAX, "{size}");
        }
    }

    #[tokio::test]
    async fn parts_come_together_in_their_order() {
        let root = std::env::temp_dir().join(format!(
            "vitrine-bucket-{}",
            hex_token(&OperatingSystem, 16).unwrap()
        ));
        let spool = Spool::open(&root, &OperatingSystem).unwrap();
        let size = usize::try_from(PART_BYTES).unwrap() * 11 + 7;
        let bytes: Bytes = (0..size)
            .map(|index| u8::try_from(index % 251).unwrap())
            .collect();
        let mut stream = futures::stream::iter([Ok::<_, std::io::Error>(bytes.clone())]);
        let (spooled, blob) = spool.receive(&mut stream, false, &OperatingSystem).await.unwrap();
        let bucket = Bucket::of(Arc::new(InMemory::new()));
        bucket.keep(&spooled, &blob).await.unwrap();
        let found = bucket.store.get(&key(&blob.sha256)).await.unwrap();
        assert!(found.bytes().await.unwrap() == bytes);
        std::fs::remove_dir_all(&root).unwrap();
    }
}
