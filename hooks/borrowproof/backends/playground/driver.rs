// Judges many programs in one run on a Playground, and prints what rustc and the programs said in a form that
// shows whether it arrived whole. `batch.py` appends NONCE, the limits, DEPENDENCIES,
// CODES and JOBS.
use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{channel, Receiver};
use std::thread;
use std::time::{Duration, Instant};

const KEPT: [&str; 5] = ["PATH", "RUSTUP_HOME", "CARGO_HOME", "RUSTUP_TOOLCHAIN", "TMPDIR"];

/// One program: `compile` holds rustc's arguments, for one attempt after the other while none finds an error.
struct Job {
    source: &'static str,
    compile: &'static [&'static [&'static str]],
    run: bool,
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
    exit: String,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    millis: u128,
}

fn main() {
    let started = Instant::now();
    let (starting, ending) = (started + Duration::from_millis(STARTING), started + Duration::from_millis(ENDING));
    let mut answer = Vec::new();
    let version = finish(clean("rustc").arg("-vV"), ending);
    put(&mut answer, &version.map(|ended| ended.stdout).unwrap_or_default());
    for code in CODES {
        let (status, text) = match finish(clean("rustc").args(["--explain", code]), ending) {
            Ok(ended) => (number(ended.status), ended.stdout),
            Err(trouble) => (trouble, Vec::new()),
        };
        put(&mut answer, status.as_bytes());
        put(&mut answer, &text[..text.len().min(400)]);
    }
    for (index, job) in JOBS.iter().enumerate() {
        let report = if Instant::now() < starting { judge(index, job, ending) } else { JobReport::without("skipped") };
        let record = report.record();
        let fits = answer.len() + record.len() < ROOM;
        answer.extend(if fits { record } else { JobReport::without("skipped").record() });
    }
    let mut out = std::io::stdout().lock();
    write!(out, "borrowproof {NONCE} {} {:016x}\n", answer.len(), checksum(&answer)).unwrap();
    out.write_all(&answer).unwrap();
    write!(out, "\nend {NONCE}\n").unwrap();
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
    let empty = home.join("empty");
    fs::create_dir_all(home.join("src")).and_then(|()| fs::create_dir(&empty)).map_err(failed)?;
    fs::write(home.join("src/main.rs"), job.source).map_err(failed)?;
    for arguments in job.compile {
        let ended = finish(clean("rustc").args(*arguments).current_dir(home), ending)
            .map_err(|trouble| format!("{trouble} rustc"))?;
        report.compiled = number(ended.status);
        report.diagnostics = ended.stderr;
        report.dependencies = fs::read(home.join(DEPENDENCIES)).unwrap_or_default();
        if !ended.status.success() {
            return Ok(());
        }
    }
    if job.run {
        let program = fs::canonicalize(home.join("program")).map_err(failed)?;
        let empty = fs::canonicalize(empty).map_err(failed)?;
        let mut command = Command::new(program);
        command.env_clear().envs([("LC_ALL", "C"), ("RUST_BACKTRACE", "0")]);
        command.env("HOME", &empty).env("TMPDIR", &empty).current_dir(&empty);
        let ended = finish(&mut command, ending).map_err(|trouble| format!("{trouble} program"))?;
        report.exit = number(ended.status);
        report.stdout = ended.stdout;
        report.stderr = ended.stderr;
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
        put(&mut record, self.exit.as_bytes());
        put(&mut record, &self.stdout);
        put(&mut record, &self.stderr);
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

/// Text with its length before it, in bytes.
fn put(answer: &mut Vec<u8>, text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    answer.extend(format!("{}:{text},", text.len()).into_bytes());
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf29ce484222325, |sum, &byte| (sum ^ byte as u64).wrapping_mul(0x100000001b3))
}

