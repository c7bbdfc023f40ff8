// Judges many programs in one run on a Playground, and prints what rustc and the programs said in a form that
// shows whether it arrived whole. `batch.py` appends NONCE, the limits, DEPENDENCIES, CODES and JOBS.
use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{channel, Receiver};
use std::thread;
use std::time::{Duration, Instant};

const KEPT: [&str; 5] = ["PATH", "RUSTUP_HOME", "CARGO_HOME", "RUSTUP_TOOLCHAIN", "TMPDIR"];

type Texts = &'static [&'static str];
type Pairs = &'static [(&'static str, &'static str)];

/// One crate: `files` with their paths, rustc's arguments, for one attempt after the other while none finds an error,
/// and the variables that it gets besides. `keep` holds the ends of the paths of those files that are told, of all that
/// rustc wrote. Where many programs share the executable, the digits that stand behind `mark` in it choose one.
struct Job {
    files: Pairs,
    compile: &'static [Texts],
    variables: Pairs,
    keep: Texts,
    mark: &'static str,
    runs: &'static [Run],
}

/// A run of the program that was built.
struct Run {
    number: &'static str,
    variables: Pairs,
}

/// A process that ended by itself.
struct Ended {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// What is told of a job; everything that did not happen is empty.
#[derive(Default)]
struct JobReport {
    state: String,
    compiled: String,
    diagnostics: Vec<u8>,
    dependencies: Vec<u8>,
    runs: Vec<u8>,
    files: Vec<u8>,
    millis: u128,
}

fn main() {
    let started = Instant::now();
    let (starting, ending) = (started + Duration::from_millis(STARTING), started + Duration::from_millis(ENDING));
    let mut answer = Packed::new();
    let version = finish(clean("rustc").arg("-vV"), ending);
    let mut head = Vec::new();
    put(&mut head, &version.map(|ended| ended.stdout).unwrap_or_default());
    for code in CODES {
        let (status, text) = match finish(clean("rustc").args(["--explain", code]), ending) {
            Ok(ended) => (number(ended.status), ended.stdout),
            Err(trouble) => (trouble, Vec::new()),
        };
        put(&mut head, status.as_bytes());
        put(&mut head, &text[..text.len().min(400)]);
    }
    answer.add(&head, usize::MAX);
    for (index, job) in JOBS.iter().enumerate() {
        let report = if Instant::now() < starting { judge(index, job, ending) } else { JobReport::without("skipped") };
        if !answer.add(&report.record(), ROOM) {
            answer.add(&JobReport::without("skipped").record(), usize::MAX);
        }
    }
    let text = base64(&answer.packed);
    let mut out = std::io::stdout().lock();
    write!(out, "borrowproof {NONCE} {} {:016x}\n{text}\nend {NONCE}\n", text.len(), checksum(&text)).unwrap();
    out.flush().unwrap();
}

fn judge(index: usize, job: &Job, ending: Instant) -> JobReport {
    let began = Instant::now();
    let home = format!("borrowproof-{index}");
    let mut report = JobReport::default();
    report.state = match steps(Path::new(&home), job, ending, &mut report) {
        Ok(()) => "done".to_string(),
        Err(trouble) => trouble,
    };
    report.millis = began.elapsed().as_millis();
    let _ = fs::remove_dir_all(&home);
    report
}

fn steps(home: &Path, job: &Job, ending: Instant, report: &mut JobReport) -> Result<(), String> {
    for (path, text) in job.files {
        let path = home.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text)).map_err(failed)?;
    }
    for arguments in job.compile {
        let mut command = clean("rustc");
        command.args(*arguments).envs(job.variables.iter().copied()).current_dir(home);
        let ended = finish(&mut command, ending).map_err(|trouble| format!("{trouble} rustc"))?;
        report.compiled = number(ended.status);
        report.diagnostics = ended.stderr;
        report.dependencies = fs::read(home.join(DEPENDENCIES)).unwrap_or_default();
        if !ended.status.success() {
            break;
        }
    }
    keep(home, home, job.keep, &mut report.files).map_err(failed)?;
    if report.compiled == "0" && !job.runs.is_empty() {
        let mut executable = fs::read(home.join("program")).map_err(failed)?;
        let digits = after(&executable, job.mark)?;
        for run in job.runs {
            executable[digits..digits + run.number.len()].copy_from_slice(run.number.as_bytes());
            fs::write(home.join("program"), &executable).map_err(failed)?;
            run_program(home, run, ending, report)?;
        }
    }
    Ok(())
}

/// Where the only place of `mark` ends.
fn after(executable: &[u8], mark: &str) -> Result<usize, String> {
    let found = |from: usize| executable[from..].windows(mark.len().max(1)).position(|window| window == mark.as_bytes());
    match found(0) {
        _ if mark.is_empty() => Ok(0),
        Some(at) if found(at + 1).is_none() => Ok(at + mark.len()),
        _ => Err("failed the program does not hold its mark once".to_string()),
    }
}

fn run_program(home: &Path, run: &Run, ending: Instant, report: &mut JobReport) -> Result<(), String> {
    let empty = home.join("empty");
    fs::create_dir(&empty).map_err(failed)?;
    let empty = fs::canonicalize(empty).map_err(failed)?;
    let mut command = Command::new(fs::canonicalize(home.join("program")).map_err(failed)?);
    command.env_clear().envs([("LC_ALL", "C"), ("RUST_BACKTRACE", "0")]).envs(run.variables.iter().copied());
    // The name that it has where it is contained on an author's machine: what it allocates to keep it is counted.
    command.arg0("/program").env("HOME", &empty).env("TMPDIR", &empty).current_dir(&empty);
    let ended = finish(&mut command, ending).map_err(|trouble| format!("{trouble} program"))?;
    put(&mut report.runs, number(ended.status).as_bytes());
    put(&mut report.runs, &ended.stdout);
    put(&mut report.runs, &ended.stderr);
    fs::remove_dir_all(empty).map_err(failed)
}

/// Put down what lies below `folder` and ends in one of `ends`: the path from `home`, and the text.
fn keep(home: &Path, folder: &Path, ends: Texts, files: &mut Vec<u8>) -> std::io::Result<()> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let name = path.strip_prefix(home).unwrap_or(&path).to_string_lossy().into_owned();
        if path.is_dir() {
            keep(home, &path, ends, files)?;
        } else if ends.iter().any(|end| name.ends_with(end)) {
            put(files, name.as_bytes());
            put(files, &fs::read(&path)?);
        }
    }
    Ok(())
}

impl JobReport {
    fn without(state: &str) -> JobReport {
        JobReport { state: state.to_string(), ..JobReport::default() }
    }

    fn record(&self) -> Vec<u8> {
        let mut record = Vec::new();
        put(&mut record, self.state.as_bytes());
        put(&mut record, self.compiled.as_bytes());
        put(&mut record, &self.diagnostics);
        put(&mut record, &self.dependencies);
        put(&mut record, &self.runs);
        put(&mut record, &self.files);
        put(&mut record, self.millis.to_string().as_bytes());
        record
    }
}

/// Wait for a process until `ending`; what is told of one that does not end, or prints too much, is only that.
fn finish(command: &mut Command, ending: Instant) -> Result<Ended, String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    let stdout = gather(child.stdout.take().unwrap());
    let stderr = gather(child.stderr.take().unwrap());
    let status = loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            break status;
        }
        if Instant::now() >= ending {
            let _ = child.kill();
            return Err("late".to_string());
        }
        thread::sleep(Duration::from_millis(1));
    };
    let rest = Duration::from_millis(500);
    let stdout = stdout.recv_timeout(rest).map_err(|_| "abandoned".to_string())?;
    let stderr = stderr.recv_timeout(rest).map_err(|_| "abandoned".to_string())?;
    if stdout.len() > STREAM || stderr.len() > STREAM {
        return Err("over".to_string());
    }
    Ok(Ended { status, stdout, stderr })
}

fn gather(stream: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        let _ = stream.take(STREAM as u64 + 1).read_to_end(&mut text);
        let _ = sender.send(text);
    });
    receiver
}

fn clean(program: &str) -> Command {
    let mut command = Command::new(program);
    let kept: Vec<_> = KEPT.iter().filter_map(|name| Some((name, std::env::var_os(name)?))).collect();
    let home = std::env::var_os("HOME").unwrap_or_default();
    command.env_clear().envs(kept).env("HOME", home).env("LC_ALL", "C");
    command
}

fn failed(error: std::io::Error) -> String {
    format!("failed {error}")
}

fn number(status: ExitStatus) -> String {
    status.code().or(status.signal().map(|signal| -signal)).map(|n| n.to_string()).unwrap_or_default()
}
