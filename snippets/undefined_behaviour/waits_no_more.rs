//@ compiles
//@ fixes waits_for_ever
use std::sync::mpsc;

fn main() {
    let (sender, orders) = mpsc::channel::<String>();
    drop(sender);
    for order in orders {
        println!("{order}");
    }
    println!("closed");
}
