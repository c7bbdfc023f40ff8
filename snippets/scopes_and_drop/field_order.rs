//@ compiles
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

struct Session {
    _log: Hold,
    _lock: Hold,
}

impl Drop for Session {
    fn drop(&mut self) {
        println!("session says goodbye");
    }
}

fn main() {
    let _lock = Hold("session lock");
    let _log = Hold("session log");
    let _session = Session { _lock, _log };
}
