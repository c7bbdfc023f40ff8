//@ compiles
use std::sync::Mutex;

fn main() {
    let seats = Mutex::new(vec![7]);
    let locked = || seats.try_lock().is_err();
    match seats.lock().unwrap().len() {
        _ => println!("in a match: locked {}", locked()),
    }
    for _ in seats.lock().unwrap().iter() {
        println!("in a loop: locked {}", locked());
    }
    if let Some(_) = seats.lock().unwrap().first() {
        println!("in an if let: locked {}", locked());
    }
    println!("behind them: locked {}", locked());
}
