//@ compiles
fn adders(base: i32) -> Vec<Box<dyn Fn(i32) -> i32>> {
    let mut made: Vec<Box<dyn Fn(i32) -> i32>> = Vec::new();
    for step in 1..=2 {
        made.push(Box::new(move |n| n + base * step));
    }
    made
}

fn counter() -> impl FnMut() -> u32 {
    let mut count = 0;
    move || {
        count += 1;
        count
    }
}

fn main() {
    for add in adders(10) {
        println!("{}", add(1));
    }
    let mut next = counter();
    next();
    println!("{}", next());
}
