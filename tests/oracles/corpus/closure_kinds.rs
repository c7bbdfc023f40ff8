//@ compiles
fn main() {
    let name = String::from("Ada");
    let mut count = 0;
    let greet = || println!("hi {name}");
    greet();
    let mut inc = || {
        count += 1;
        count
    };
    inc();
    let last = inc();
    let own = move || name.len();
    let n = own();
    println!("{last} {count} {n}");
}
