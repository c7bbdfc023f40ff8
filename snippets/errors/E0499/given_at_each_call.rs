//@ compiles
//@ fixes two_closures
fn main() {
    let mut count = 0;
    let up = |count: &mut i32| *count += 1;
    let down = |count: &mut i32| *count -= 1;
    up(&mut count);
    down(&mut count);
    println!("{count}");
}
