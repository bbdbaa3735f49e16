//! Running other programs: announced, streamed live, and their failures named.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail};

/// Tells the developer what happens next.
pub fn say(message: &str) {
    println!("==> {message}");
    // A redirected stdout is buffered, and the next program writes to the same place.
    let _ = std::io::stdout().flush();
}

/// Runs a command in the foreground.
///
/// # Errors
/// If it cannot start or exits with a failure; the message shows the command line.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("`{}` did not start", line_of(command)))?;
    if !status.success() {
        bail!("`{}` failed: {status}", line_of(command));
    }
    Ok(())
}

/// What a command prints, or nothing if it cannot start or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a command, shows its lines as they come, and keeps them.
///
/// # Errors
/// If it cannot start; a failing exit status is returned, not an error.
pub fn run_and_keep(command: &mut Command) -> Result<(ExitStatus, Vec<String>)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` did not start", line_of(command)))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let lines = Mutex::new(Vec::new());
    thread::scope(|scope| {
        scope.spawn(|| stdout.map(|pipe| echo(pipe, std::io::stdout(), &lines)));
        scope.spawn(|| stderr.map(|pipe| echo(pipe, std::io::stderr(), &lines)));
    });
    let lines = lines.into_inner().unwrap_or_default();
    Ok((child.wait()?, lines))
}

fn echo(pipe: impl Read, mut sink: impl Write, lines: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(pipe);
    let mut line = Vec::new();
    while matches!(reader.read_until(b'\n', &mut line), Ok(n_bytes) if n_bytes > 0) {
        let _ = sink.write_all(&line);
        let _ = sink.flush();
        if let Ok(mut lines) = lines.lock() {
            lines.push(String::from_utf8_lossy(&line).trim_end().to_owned());
        }
        line.clear();
    }
}

/// The command as one would type it.
pub fn line_of(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first file of that name in the folders of `path`, which is written like PATH.
pub fn find_program(name: &str, path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| is_executable(file))
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file)
        .is_ok_and(|facts| facts.is_file() && facts.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_nowhere_on_the_path_is_not_found() {
        assert_eq!(find_program("no-such-program", OsStr::new("/bin")), None);
    }

    #[test]
    fn a_failing_command_is_named_with_its_arguments() {
        let mut command = Command::new("cargo");
        command
            .args(["no-such-subcommand", "--quiet"])
            .stderr(Stdio::null());
        let message = run(&mut command).map_err(|error| error.to_string());
        assert!(message.is_err_and(|text| text.contains("cargo no-such-subcommand --quiet")));
    }
}
