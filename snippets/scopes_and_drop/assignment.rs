//@ compiles
struct LogFile(&'static str);

fn open(name: &'static str) -> LogFile {
    println!("open {name}");
    LogFile(name)
}

impl Drop for LogFile {
    fn drop(&mut self) {
        println!("close {}", self.0);
    }
}

fn main() {
    let mut log = open("monday.log");
    println!("write to {}", log.0);
    log = open("tuesday.log");
    println!("write to {}", log.0);
}
