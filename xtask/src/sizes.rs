//! What a visitor downloads: the gzipped size of each file of the page, and its budget.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::version;

/// A kind of visit, by what it loads before it trains, data left out.
struct Visit {
    title: &'static str,
    /// The worker's files that it does without.
    unused: &'static str,
    /// Gzipped bytes that it may load.
    budget_bytes: usize,
}

/// Every visit there is. Budgets are a little above what there is now: who needs more has to say
/// so here.
const VISITS: [Visit; 2] = [
    Visit {
        title: "a visit on the CPU",
        unused: "worker_webgpu",
        budget_bytes: 350_000,
    },
    Visit {
        title: "a visit on WebGPU",
        unused: "worker_cpu",
        budget_bytes: 1_600_000,
    },
];

/// What comes only when the page can train, with a network to look into, with the reproduction of the
/// notebook or the experiments in sight, when it is asked for, or with files of the visitor's own:
/// the page loads it when that is there (`www/late.js`), which `tests/page/visitor.test.mjs` sees to.
/// The service worker lies in the second folder before the page has its version, and beside it then.
/// Nor does a visit ask for the licences, for the picture of the page, or for that of a link on a
/// phone's first screen.
const LATE: &[&str] = &[
    "licences.txt",
    "preview.png",
    "www/touch-icon.png",
    "service-worker.js",
    "www/service-worker/",
    "www/offline/",
    "www/runs/",
    "worker_files",
    "www/files/",
    "www/views/own-data.js",
    "www/views/rate.js",
    "www/views/loaded-model.js",
    "www/views/weights.js",
    "www/views/epoch-player.js",
    "www/views/confusion",
    "www/views/digits.js",
    "www/views/first-layer.js",
    "www/charts/violin-",
    "www/chart-tools/",
    "www/views/notebook-table.js",
    "www/views/observations.js",
    "www/observations.js",
    "www/verdict.js",
    "www/experiments/",
    "www/explanations/",
    "www/tour/",
    "www/language/german.js",
    "www/language/trainer-texts.js",
    "www/calm-voice.js",
    "www/views/epoch-voice.js",
];

/// A file of the page.
struct Size {
    gzipped: usize,
    plain: usize,
    name: String,
}

/// Prints every file of the page with its bytes as they are and gzipped, the largest first, and
/// what each kind of visit loads.
pub fn print(page: &Path) -> Result<()> {
    let mut sizes = sizes(page)?;
    sizes.sort_unstable_by_key(|size| std::cmp::Reverse(size.gzipped));
    println!("{:>12} {:>12}  file", "gzipped [B]", "plain [B]");
    for size in &sizes {
        println!("{:>12} {:>12}  {}", size.gzipped, size.plain, size.name);
    }
    for visit in &VISITS {
        println!("{:>12} {:>12}  {}", visit.total(&sizes), "", visit.title);
    }
    Ok(())
}

/// Fails if a kind of visit loads more than its budget.
pub fn check(page: &Path) -> Result<()> {
    let sizes = sizes(page)?;
    for visit in &VISITS {
        let total = visit.total(&sizes);
        ensure!(
            total <= visit.budget_bytes,
            "{} loads {total} gzipped bytes, more than its budget of {}",
            visit.title,
            visit.budget_bytes
        );
    }
    Ok(())
}

impl Visit {
    fn total(&self, sizes: &[Size]) -> usize {
        let loaded = sizes.iter().filter(|size| {
            let name = size.name.as_str();
            !name.starts_with("mnist/") && !name.starts_with(self.unused) && !is_late(name)
        });
        loaded.map(|size| size.gzipped).sum()
    }
}

/// Whether a file comes later than what a visit begins with.
pub fn is_late(name: &str) -> bool {
    LATE.iter().any(|late| name.starts_with(late))
}

fn sizes(page: &Path) -> Result<Vec<Size>> {
    let mut sizes = Vec::new();
    for file in files_below(page)? {
        let bytes = fs::read(&file)?;
        let name = file
            .strip_prefix(page)?
            .to_string_lossy()
            .replace('\\', "/");
        sizes.push(Size {
            gzipped: gzipped_length(&bytes)?,
            plain: bytes.len(),
            name: version::unversioned(&name).to_owned(),
        });
    }
    Ok(sizes)
}

fn gzipped_length(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Every file below a folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
