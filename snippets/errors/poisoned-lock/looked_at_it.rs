//@ compiles
//@ fixes poisoned
use std::sync::Mutex;
use std::thread;

fn main() {
    let seats = Mutex::new(vec![4]);
    thread::scope(|scope| {
        let work = scope.spawn(|| {
            let mut list = seats.lock().unwrap();
            list.clear();
            panic!("half done");
        });
        work.join().unwrap_err();
    });
    let list = seats.lock().unwrap_or_else(|bad| bad.into_inner());
    println!("{}", list.len());
}
