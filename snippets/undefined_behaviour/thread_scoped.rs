//@ compiles
//@ fixes thread_outlives
use std::thread;

fn serve() {
    let order = String::from("two teas");
    thread::scope(|s| {
        s.spawn(|| println!("{order}"));
    });
}

fn main() {
    serve();
}
