//@ compiles no_run
use std::sync::mpsc;

fn main() {
    let (sender, orders) = mpsc::channel::<String>();
    for order in orders {
        println!("{order}");
    }
    drop(sender);
}
