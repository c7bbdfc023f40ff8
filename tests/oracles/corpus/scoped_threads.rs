//@ compiles
use std::thread;

fn main() {
    let mut counts = vec![1, 2, 3, 4];
    let bonus = 10;
    thread::scope(|scope| {
        let (left, right) = counts.split_at_mut(2);
        scope.spawn(move || left.iter_mut().for_each(|n| *n += bonus));
        scope.spawn(move || {
            for n in right {
                *n *= 2;
            }
        });
    });
    println!("{counts:?}");
}
