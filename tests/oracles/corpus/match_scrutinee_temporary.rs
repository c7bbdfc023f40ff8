//@ compiles
use std::cell::RefCell;

fn main() {
    let log = RefCell::new(vec![String::from("start")]);
    match log.borrow().first() {
        Some(line) if line.len() > 3 => println!("{line}"),
        Some(_) => println!("short"),
        None => println!("nothing"),
    }
    let count = log.borrow().len();
    log.borrow_mut().push(format!("{count} lines"));
    println!("{:?}", log.into_inner());
}
