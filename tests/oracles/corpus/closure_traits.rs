//@ compiles
fn twice(f: impl Fn(i32) -> i32) -> i32 {
    f(f(1))
}
fn repeat<F: FnMut() -> usize>(mut f: F) -> usize {
    f();
    f()
}
fn finish<F>(f: F) -> String
where
    F: FnOnce() -> String,
{
    f()
}

fn main() {
    let step = 3;
    let name = String::from("done");
    let mut log = Vec::new();
    println!("{}", twice(|n| n + step));
    let count = repeat(|| {
        log.push(step);
        log.len()
    });
    println!("{count} {log:?}");
    println!("{}", finish(|| name));
    println!("{}", finish(move || format!("{}", log.len())));
}
