//! Attempts to reach out, one for each argument. Prints `escaped` where it succeeds, else why it was refused.
//! `{...}` are replaced by what there is to reach; see escapes.py.
#![allow(unused)]
use std::ffi::{CString, c_char, c_int, c_long, c_void};
use std::fs;
use std::io::{Error, ErrorKind, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::{Command, exit};
use std::time::Duration;

const FILE: &str = "{file}"; // a file of somebody else, readable and writable for its owner
const FOLDER: &str = "{folder}"; // the folder it lies in
const STORE: &str = "{store}"; // a folder that belongs to the store
const SOURCE: &str = "{source}"; // a file beside the program
const UNIX: &str = "{unix}"; // a Unix socket that listens
const ABSTRACT: &str = "{abstract}"; // the same without a file
const DATAGRAM: &str = "{datagram}"; // an abstract one that takes datagrams
const PORT: u16 = {port};
const PARENT: i32 = {parent};
const TOKEN: &str = "{token}"; // by which those that live on are found

unsafe extern "C" {
    fn syscall(number: c_long, ...) -> c_long;
    fn fork() -> c_int;
    fn setsid() -> c_int;
    fn clearenv() -> c_int;
    fn getppid() -> c_int;
    fn kill(pid: c_int, signal: c_int) -> c_int;
    fn signal(signal: c_int, handler: usize) -> usize;
    fn mmap(at: *mut c_void, length: usize, protection: c_int, flags: c_int, fd: c_int, offset: i64) -> *mut c_void;
}

#[cfg(target_arch = "x86_64")]
mod nr {
    pub const ALL: &[(&str, i64)] = &[
        ("socket", 41), ("connect", 42), ("sendto", 44), ("socketpair", 53), ("shmget", 29), ("semget", 64), ("msgget", 68),
        ("mq_open", 240), ("add_key", 248), ("keyctl", 250), ("ptrace", 101), ("readv", 310), ("kcmp", 312),
        ("setpriority", 141), ("perf", 298), ("bpf", 321), ("userfaultfd", 323), ("memfd", 319), ("mount", 165),
        ("unshare", 272), ("chroot", 161), ("setns", 308), ("name_to_handle", 303), ("fanotify", 300),
        ("settime", 227), ("hostname", 170), ("init_module", 175), ("personality", 135), ("syslog", 103), ("clone", 56),
        ("prlimit", 302), ("sched_setscheduler", 144), ("tgkill", 234), ("sigqueue", 129), ("fcntl", 72), ("ioctl", 16),
        ("chown", 92), ("utimensat", 280), ("setxattr", 188), ("truncate", 76), ("mknodat", 259), ("dup", 32),
        ("pivot_root", 155), ("reboot", 169), ("quotactl", 179), ("swapon", 167), ("acct", 163),
        ("vmsplice", 278), ("pipe2", 293), ("setsockopt", 54), ("sendmsg", 46),
        ("splice", 275), ("tee", 276), ("sendfile", 40), ("inotify_init1", 294), ("inotify_add_watch", 254),
    ];
}
#[cfg(target_arch = "aarch64")]
mod nr {
    pub const ALL: &[(&str, i64)] = &[
        ("socket", 198), ("connect", 203), ("sendto", 206), ("socketpair", 199), ("shmget", 194), ("semget", 190),
        ("msgget", 186), ("mq_open", 180), ("add_key", 217), ("keyctl", 219), ("ptrace", 117), ("readv", 270),
        ("kcmp", 272), ("setpriority", 140), ("perf", 241), ("bpf", 280), ("userfaultfd", 282), ("memfd", 279),
        ("mount", 40), ("unshare", 97), ("chroot", 51), ("setns", 268), ("name_to_handle", 264), ("fanotify", 262),
        ("settime", 112), ("hostname", 161), ("init_module", 105), ("personality", 92), ("syslog", 116), ("clone", 220),
        ("prlimit", 261), ("sched_setscheduler", 119), ("tgkill", 131), ("sigqueue", 138), ("fcntl", 25), ("ioctl", 29),
        ("utimensat", 88), ("setxattr", 5), ("truncate", 45), ("mknodat", 33), ("dup", 23), ("chown", 54),
        ("pivot_root", 41), ("reboot", 142), ("quotactl", 60), ("swapon", 224), ("acct", 89),
        ("vmsplice", 75), ("pipe2", 59), ("setsockopt", 208), ("sendmsg", 211),
        ("splice", 76), ("tee", 77), ("sendfile", 71), ("inotify_init1", 26), ("inotify_add_watch", 27),
    ];
}

type Attempt = Result<(), Error>;

/// The system call of that name.
fn sys(name: &str, a: [i64; 6]) -> Result<i64, Error> {
    let number = nr::ALL.iter().find(|(known, _)| *known == name).unwrap().1;
    raw(number, a)
}
fn raw(number: i64, a: [i64; 6]) -> Result<i64, Error> {
    let found = unsafe { syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]) };
    if found < 0 { Err(Error::last_os_error()) } else { Ok(found) }
}
fn text(text: &str) -> i64 {
    CString::new(text).unwrap().into_raw() as i64
}
fn address<T>(of: &T) -> i64 {
    of as *const T as i64
}
fn at_least_one(found: bool) -> Attempt {
    if found { Ok(()) } else { Err(Error::new(ErrorKind::NotFound, "nothing there")) }
}
fn socket(family: i64, kind: i64) -> Result<i64, Error> {
    sys("socket", [family, kind, 0, 0, 0, 0])
}
/// struct sockaddr_un; `@` stands for the zero of an abstract name.
fn unix(name: &str) -> ([u8; 110], i64) {
    let mut made = [0u8; 110];
    made[0] = 1;
    made[2..2 + name.len()].copy_from_slice(name.as_bytes());
    if made[2] == b'@' {
        made[2] = 0;
    }
    (made, 2 + name.len() as i64)
}
fn connect_unix(name: &str) -> Attempt {
    let (made, length) = unix(name);
    let file = socket(1, 1)?;
    sys("connect", [file, address(&made), length, 0, 0, 0]).map(drop)
}
fn runs(program: &str) -> Attempt {
    let done = Command::new(program).arg("--version").output()?;
    at_least_one(done.status.success())
}
/// A process that lives on, told by its arguments.
fn sleeper() -> ! {
    let me = CString::new(fs::read_link("/proc/self/exe").unwrap().to_str().unwrap()).unwrap();
    let words = [me.clone(), CString::new("sleep").unwrap(), CString::new(TOKEN).unwrap()];
    let argv: Vec<*const c_char> = words.iter().map(|w| w.as_ptr()).chain([std::ptr::null()]).collect();
    unsafe extern "C" {
        fn execve(path: *const c_char, argv: *const *const c_char, env: *const *const c_char) -> c_int;
    }
    let none: [*const c_char; 1] = [std::ptr::null()];
    unsafe { execve(me.as_ptr(), argv.as_ptr(), none.as_ptr()) };
    exit(3);
}
fn copied(to: &str) -> Attempt {
    fs::copy(std::env::current_exe()?, to)?;
    fs::set_permissions(to, fs::Permissions::from_mode(0o755))?;
    at_least_one(Command::new(to).arg("nothing").output()?.status.success())
}
fn shared() -> Result<*mut u8, Error> {
    let part = unsafe { mmap(std::ptr::null_mut(), 8 << 20, 3, 0x21, -1, 0) } as *mut u8;
    if part as i64 == -1 { Err(Error::last_os_error()) } else { Ok(part) }
}
fn many_processes(each: fn()) -> ! {
    for _ in 0..8 {
        if unsafe { fork() } == 0 {
            each();
        }
    }
    loop {
        std::thread::sleep(Duration::from_secs(60));
    }
}

fn attempt(name: &str) -> Attempt {
    let home = std::env::var("HOME").unwrap_or_default();
    let me = std::env::current_exe()?;
    match name {
        "nothing" => Ok(()),
        // files
        "read" => fs::read(FILE).map(drop),
        "read passwd" => fs::read("/etc/passwd").map(drop),
        "read over a link" => {
            symlink(FILE, "link")?;
            fs::read("link").map(drop)
        }
        "read over a link of proc" => fs::read(format!("/proc/self/root{FILE}")).map(drop),
        "read the parent's root" => fs::read(format!("/proc/{PARENT}/root{FILE}")).map(drop),
        "hard link" => fs::hard_link(FILE, "hard").and_then(|()| fs::read("hard")).map(drop),
        "list" => fs::read_dir(FOLDER).map(drop),
        "list the system" => fs::read_dir("/var").map(drop),
        "find" => fs::metadata(FILE).map(drop),
        "write" => fs::OpenOptions::new().append(true).open(FILE)?.write_all(b"!"),
        "create" => fs::write(format!("{FOLDER}/new"), "!"),
        "create in the store" => fs::write(format!("{STORE}/new"), "!"),
        "write in place of a source" => fs::write(SOURCE, "!"),
        "remove" => fs::remove_file(format!("{FOLDER}/removable")),
        "rename" => fs::rename(format!("{FOLDER}/renamable"), format!("{FOLDER}/renamed")),
        "make a folder" => fs::create_dir(format!("{FOLDER}/made")),
        "make a link" => symlink("/", format!("{FOLDER}/pointer")),
        "make a pipe" => sys("mknodat", [-100, text(&format!("{FOLDER}/pipe")), 0o010600, 0, 0, 0]).map(drop),
        "truncate" => sys("truncate", [text(FILE), 4, 0, 0, 0, 0]).map(drop),
        "chmod" => fs::set_permissions(FILE, fs::Permissions::from_mode(0o640)),
        "chown" => std::os::unix::fs::chown(FILE, Some(fs::metadata(FILE)?.uid()), None),
        "touch" => sys("utimensat", [-100, text(FILE), 0, 0, 0, 0]).map(drop),
        "attributes" => sys("setxattr", [text(FILE), text("user.x"), text("y"), 1, 0, 0]).map(drop),
        "shared memory in a file" => fs::write("/dev/shm/{token}", "!"),
        "temporary folder" => fs::write("/tmp/{token}", "!"),
        "kernel settings" => fs::OpenOptions::new().write(true).open("/proc/sys/kernel/core_pattern").map(drop),
        "disk" => fs::read_dir("/sys/block").map(drop),
        "replace itself" => {
            let new = me.with_extension("new");
            fs::write(&new, "!")?;
            fs::rename(&new, &me)
        }
        "overwrite itself" => fs::OpenOptions::new().write(true).open(&me).map(drop),
        "remove itself" => fs::remove_file(&me),
        // environment, memory and descriptors
        "variable" => at_least_one(std::env::vars().any(|(_, value)| value == TOKEN)),
        "environment of the parent" => fs::read(format!("/proc/{PARENT}/environ")).and_then(|t| at_least_one(!t.is_empty())),
        "arguments of the parent" => fs::read(format!("/proc/{PARENT}/cmdline")).map(drop),
        "other processes" => at_least_one(
            fs::read_dir("/proc")?
                .flatten()
                .filter(|e| e.file_name().to_str().unwrap().bytes().all(|b| b.is_ascii_digit()))
                .count()
                > 1,
        ),
        "memory by proc" => fs::File::open(format!("/proc/{PARENT}/mem")).map(drop),
        "memory by call" => {
            let mut byte = 0u8;
            let local = [address(&mut byte), 1];
            let remote = [0x1000, 1];
            match sys("readv", [PARENT as i64, address(&local), 1, address(&remote), 1, 0]) {
                Err(error) if error.raw_os_error() == Some(14) => Ok(()), // nothing is mapped there, but it looked
                other => other.map(drop),
            }
        }
        "ptrace" => sys("ptrace", [0x4206, PARENT as i64, 0, 0, 0, 0]).map(drop),
        "compare" => sys("kcmp", [PARENT as i64, PARENT as i64, 0, 0, 0, 0]).map(drop),
        "descriptor of the parent" => {
            let pidfd = raw(434, [PARENT as i64, 0, 0, 0, 0, 0])?;
            raw(438, [pidfd, 0, 0, 0, 0, 0]).map(drop)
        }
        "descriptors" => at_least_one((3..1000).any(|fd| sys("dup", [fd, 0, 0, 0, 0, 0]).is_ok())),
        "standard input" => at_least_one(std::io::stdin().read(&mut [0])? > 0),
        // signals and scheduling
        "kill" => sys("tgkill", [PARENT as i64, PARENT as i64, 0, 0, 0, 0]).map(drop),
        "kill by number" => at_least_one(unsafe { kill(PARENT, 0) } == 0),
        "signal by descriptor" => {
            let pidfd = raw(434, [PARENT as i64, 0, 0, 0, 0, 0])?;
            raw(424, [pidfd, 0, 0, 0, 0, 0]).map(drop)
        }
        "signal with a value" => {
            let mut information = [0i32; 32];
            information[2] = -1;
            sys("sigqueue", [PARENT as i64, 0, address(&information), 0, 0, 0]).map(drop)
        }
        "signal by a file" => sys("fcntl", [1, 8, PARENT as i64, 0, 0, 0]).map(drop),
        "signal by a socket" => {
            let mut pair = [0i32; 2];
            sys("socketpair", [1, 1, 0, address(&mut pair), 0, 0])?;
            sys("ioctl", [pair[0] as i64, 0x8901, address(&PARENT), 0, 0, 0]).map(drop)
        }
        "limits of the parent" => {
            let mut old = [0u64; 2];
            sys("prlimit", [PARENT as i64, 4, 0, address(&mut old), 0, 0]).map(drop)
        }
        "schedule the parent" => sys("sched_setscheduler", [PARENT as i64, 0, address(&0i32), 0, 0, 0]).map(drop),
        "priority of the parent" => sys("setpriority", [0, PARENT as i64, 0, 0, 0, 0]).map(drop),
        "priority" => sys("setpriority", [0, 0, -5, 0, 0, 0]).map(drop),
        // sockets
        "tcp" => std::net::TcpStream::connect(("127.0.0.1", PORT)).map(drop),
        "listen" => std::net::TcpListener::bind("127.0.0.1:0").map(drop),
        "udp" => std::net::UdpSocket::bind("0.0.0.0:0").map(drop),
        "ipv6" => std::net::UdpSocket::bind("[::]:0").map(drop),
        "unix" => connect_unix(UNIX),
        "abstract" => connect_unix(ABSTRACT),
        "datagram of a pair" => {
            let mut pair = [0i32; 2];
            sys("socketpair", [1, 2, 0, address(&mut pair), 0, 0])?;
            let (to, length) = unix(DATAGRAM);
            sys("sendto", [pair[0] as i64, text("!"), 1, 0, address(&to), length]).map(drop)
        }
        "pair" => std::os::unix::net::UnixStream::pair().map(drop), // harmless, and allowed
        "netlink" => socket(16, 3).map(drop),
        "packet" => socket(17, 3).map(drop),
        "vsock" => socket(40, 1).map(drop),
        "raw" => socket(2, 3).map(drop),
        "crypto" => socket(38, 5).map(drop),
        // other programs
        "shell" => runs("/bin/bash"),
        "by PATH" => runs("ls"),
        "interpreter" => {
            let loader = ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"];
            let found = loader.iter().find(|path| fs::metadata(path).is_ok()).unwrap();
            let done = Command::new(found).args(["/bin/ls", "--version"]).output()?;
            at_least_one(done.status.success())
        }
        "a copy of itself" => copied("./copy"),
        // what outlives processes
        "shared memory" => sys("shmget", [0, 4096, 0o1600, 0, 0, 0]).map(drop),
        "semaphores" => sys("semget", [0, 1, 0o1600, 0, 0, 0]).map(drop),
        "messages" => sys("msgget", [0, 0o1600, 0, 0, 0, 0]).map(drop),
        "message queue" => sys("mq_open", [text("{token}"), 0o102, 0o600, 0, 0, 0]).map(drop),
        "key" => sys("add_key", [text("user"), text("{token}"), text("x"), 1, -4, 0]).map(drop),
        "keyring" => sys("keyctl", [0, -4, 1, 0, 0, 0]).map(drop),
        // the kernel
        "io_uring" => raw(425, [1, address(&[0u8; 256]), 0, 0, 0, 0]).map(drop),
        "userfaultfd" => sys("userfaultfd", [1, 0, 0, 0, 0, 0]).map(drop),
        "bpf" => sys("bpf", [0, address(&[2u32, 4, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 72, 0, 0, 0]).map(drop),
        "perf" => {
            let mut attributes = [0u32; 32];
            (attributes[0], attributes[1], attributes[2]) = (1, 128, 0);
            sys("perf", [address(&attributes), 0, -1, -1, 0, 0]).map(drop)
        }
        "memory file" => sys("memfd", [text("x"), 0, 0, 0, 0, 0]).map(drop),
        "mount" => sys("mount", [text("none"), text("/tmp"), text("tmpfs"), 1 << 5 | 1, 0, 0]).map(drop),
        "new mount" => raw(430, [text("tmpfs"), 0, 0, 0, 0, 0]).map(drop),
        "unshare" => sys("unshare", [0x1000_0000, 0, 0, 0, 0, 0]).map(drop),
        "clone" => {
            let child = sys("clone", [0x1000_0000 | 17, 0, 0, 0, 0, 0])?;
            if child == 0 {
                exit(0);
            }
            Ok(())
        }
        "clone3" => {
            let mut how = [0u64; 11];
            (how[0], how[4]) = (0x1000_0000, 17);
            let child = raw(435, [address(&how), 88, 0, 0, 0, 0])?;
            if child == 0 {
                exit(0);
            }
            Ok(())
        }
        "chroot" => sys("chroot", [text("/"), 0, 0, 0, 0, 0]).map(drop),
        "setns" => {
            let file = fs::File::open("/proc/self/ns/uts")?;
            sys("setns", [file.as_raw_fd() as i64, 0, 0, 0, 0, 0]).map(drop)
        }
        "handle" => {
            let mut handle = [0u32; 40];
            handle[0] = 128;
            let mut id = 0i32;
            sys("name_to_handle", [-100, text("/"), address(&mut handle), address(&mut id), 0, 0]).map(drop)
        }
        "fanotify" => sys("fanotify", [0, 0, 0, 0, 0, 0]).map(drop),
        "clock" => {
            let time = [0i64, -1]; // no time at all: EINVAL comes after the permission
            match sys("settime", [0, address(&time), 0, 0, 0, 0]) {
                Err(error) if error.raw_os_error() == Some(22) => Ok(()),
                other => other.map(drop),
            }
        }
        "host name" => sys("hostname", [text("x"), -1, 0, 0, 0, 0]).or_else(invalid).map(drop),
        "module" => sys("init_module", [0, 0, text(""), 0, 0, 0]).or_else(|e| if e.raw_os_error() == Some(1) { Err(e) } else { Ok(0) }).map(drop),
        "personality" => sys("personality", [0x0040000, 0, 0, 0, 0, 0]).map(drop),
        "log of the kernel" => sys("syslog", [10, 0, 0, 0, 0, 0]).map(drop),
        "typing" => {
            let terminal = fs::File::open("/dev/tty")?;
            sys("ioctl", [terminal.as_raw_fd() as i64, 0x5412, address(&b'x'), 0, 0, 0]).map(drop)
        }
        "pivot_root" => sys("pivot_root", [text("/nowhere"), text("/nowhere"), 0, 0, 0, 0]).or_else(missing).map(drop),
        "accounting" => sys("acct", [text("/nowhere"), 0, 0, 0, 0, 0]).or_else(missing).map(drop),
        "swap" => sys("swapon", [text("/nowhere"), 0, 0, 0, 0, 0]).or_else(missing).map(drop),
        "reboot" => sys("reboot", [0, 0, 0, 0, 0, 0]).or_else(invalid).map(drop),
        // what lives on
        "child" => {
            if unsafe { fork() } == 0 {
                sleeper();
            }
            Ok(())
        }
        "daemon" => {
            if unsafe { fork() } == 0 {
                unsafe { setsid(); clearenv(); signal(15, 1); signal(1, 1) };
                if unsafe { fork() } == 0 {
                    sleeper();
                }
                exit(0);
            }
            std::thread::sleep(Duration::from_millis(50));
            Ok(())
        }
        "children of children" => {
            let first = std::process::id();
            for _ in 0..3 {
                if unsafe { fork() } == 0 {
                    unsafe { setsid() };
                    if unsafe { fork() } != 0 {
                        exit(0);
                    }
                }
            }
            if std::process::id() != first {
                sleeper();
            }
            std::thread::sleep(Duration::from_millis(50));
            Ok(())
        }
        "before main" => Ok(()), // see EARLY
        "kill its starter" => {
            unsafe { kill(getppid(), 9) };
            std::thread::sleep(Duration::from_millis(300));
            Ok(())
        }
        "stop its starter" => {
            unsafe { kill(getppid(), 19) };
            Ok(())
        }
        // totals
        "memory in parts" => many_processes(|| {
            let held = vec![1u8; 96 << 20];
            std::thread::sleep(Duration::from_secs(60));
            println!("{}", held[9]);
        }),
        "shared memory in parts" => {
            shared()?;
            many_processes(|| {
                for _ in 0..12 {
                    let part = shared().unwrap();
                    for page in 0..2048 {
                        unsafe { *part.add(page * 4096) = 1 };
                    }
                }
                std::thread::sleep(Duration::from_secs(60));
            })
        }
        // What these hold is seen in no process: a page in a pipe keeps two megabytes.
        "shared memory of a device" => fs::OpenOptions::new().read(true).write(true).open("/dev/zero").map(drop),
        "memory in a pipe" => {
            let mut ends = [0i32; 2];
            sys("pipe2", [address(&mut ends), 0, 0, 0, 0, 0])?;
            let page = vec![1u8; 4096];
            let part = [address(&page[0]), 4096];
            sys("vmsplice", [ends[1] as i64, address(&part), 1, 0, 0, 0]).map(drop)
        }
        "sockets in parts" => many_processes(|| {
            let pairs: Vec<_> = std::iter::from_fn(|| std::os::unix::net::UnixStream::pair().ok()).collect();
            std::thread::sleep(Duration::from_secs(60));
            println!("{}", pairs.len());
        }),
        "pipes in parts" => many_processes(|| {
            let pipes: Vec<_> = std::iter::from_fn(|| std::io::pipe().ok()).collect();
            std::thread::sleep(Duration::from_secs(60));
            println!("{}", pipes.len());
        }),
        "larger buffer of a socket" => {
            let mut pair = [0i32; 2];
            sys("socketpair", [1, 1, 0, address(&mut pair), 0, 0])?;
            sys("setsockopt", [pair[0] as i64, 1, 7, address(&(1i32 << 20)), 4, 0]).map(drop)
        }
        "larger pipe" => {
            let mut ends = [0i32; 2];
            sys("pipe2", [address(&mut ends), 0, 0, 0, 0, 0])?;
            sys("fcntl", [ends[1] as i64, 1031, 1 << 20, 0, 0, 0]).map(drop)
        }
        "a file in a pipe" | "a file sent to a pipe" => {
            fs::write("page", [1u8; 4096])?;
            let file = fs::File::open("page")?;
            let mut ends = [0i32; 2];
            sys("pipe2", [address(&mut ends), 0, 0, 0, 0, 0])?;
            let (from, to) = (std::os::fd::AsRawFd::as_raw_fd(&file) as i64, ends[1] as i64);
            match name {
                "a file in a pipe" => sys("splice", [from, 0, to, 0, 4096, 0]),
                _ => sys("sendfile", [to, from, 0, 4096, 0, 0]),
            }
            .map(drop)
        }
        "a pipe in a pipe" => {
            let (mut from, mut to) = ([0i32; 2], [0i32; 2]);
            sys("pipe2", [address(&mut from), 0, 0, 0, 0, 0])?;
            sys("pipe2", [address(&mut to), 0, 0, 0, 0, 0])?;
            let mut end: fs::File = unsafe { std::os::fd::FromRawFd::from_raw_fd(from[1]) };
            end.write_all(b"!")?;
            sys("tee", [from[0] as i64, to[1] as i64, 1, 0, 0, 0]).map(drop)
        }
        "watch a file" => {
            let watching = sys("inotify_init1", [0, 0, 0, 0, 0, 0])?;
            sys("inotify_add_watch", [watching, text("{file}"), 0x20, 0, 0, 0]).map(drop)
        }
        "secret memory" => raw(447, [0, 0, 0, 0, 0, 0]).map(drop),
        "a file system by parts" => raw(430, [text("tmpfs"), 0, 0, 0, 0, 0]).map(drop),
        "descriptors in a message" => {
            let mut pair = [0i32; 2];
            sys("socketpair", [1, 1, 0, address(&mut pair), 0, 0])?;
            let part = [text("!"), 1];
            let control = [20i64, 1 | 1 << 32, pair[0] as i64]; // cmsg_len, SOL_SOCKET and SCM_RIGHTS, the descriptor
            let message = [0i64, 0, address(&part[0]), 1, address(&control[0]), 24, 0];
            sys("sendmsg", [pair[0] as i64, address(&message[0]), 0, 0, 0, 0]).map(drop)
        }
        "disk in parts" => {
            for number in 0.. {
                if fs::write(format!("part{number}"), vec![1u8; 1 << 19]).is_err() {
                    std::thread::sleep(Duration::from_secs(60));
                }
            }
            Ok(())
        }
        "deleted files" => {
            let mut open = Vec::new();
            for number in 0.. {
                let name = format!("gone{number}");
                let made = fs::File::create(&name).and_then(|mut file| {
                    file.write_all(&vec![1u8; 1 << 19])?;
                    fs::remove_file(&name).map(|()| file)
                });
                match made {
                    Ok(file) => open.push(file),
                    Err(_) => std::thread::sleep(Duration::from_secs(60)),
                }
            }
            Ok(())
        }
        "empty files" => {
            for number in 0.. {
                if fs::write(format!("empty{number}"), "").is_err() {
                    std::thread::sleep(Duration::from_secs(60));
                }
            }
            Ok(())
        }
        // Bounded to 1024 processes, so that a failure of this test is no disaster.
        "fork bomb" | "fork bomb of sessions" => {
            for _ in 0..10 {
                if unsafe { fork() } == 0 && name.ends_with("sessions") {
                    unsafe { setsid() };
                }
            }
            std::thread::sleep(Duration::from_secs(60));
            Ok(())
        }
        "core dump" => std::process::abort(),
        other => panic!("{other}"),
    }
}
fn invalid(error: Error) -> Result<i64, Error> {
    if error.raw_os_error() == Some(22) { Ok(0) } else { Err(error) } // EINVAL comes after the permission
}
fn missing(error: Error) -> Result<i64, Error> {
    if error.raw_os_error() == Some(2) { Ok(0) } else { Err(error) } // ENOENT comes after the permission
}

/// Runs before `main`, without any call of it.
extern "C" fn early(count: c_int, words: *const *const c_char) {
    let second = unsafe { if count > 1 { *words.add(1) } else { return } };
    if unsafe { std::ffi::CStr::from_ptr(second) }.to_bytes() == b"before main" && unsafe { fork() } == 0 {
        unsafe { setsid() };
        sleeper();
    }
}
#[used]
#[unsafe(link_section = ".init_array")]
static EARLY: extern "C" fn(c_int, *const *const c_char) = early;

fn main() {
    let name = std::env::args().nth(1).unwrap();
    if name == "sleep" {
        std::thread::sleep(Duration::from_secs(600));
        return;
    }
    match attempt(&name) {
        Ok(()) => println!("escaped"),
        Err(error) => println!("refused: {error}"),
    }
}
