//@ compiles
//@ fixes gives_away
fn once(make: impl FnOnce() -> String) {
    println!("{}", make());
}

fn main() {
    let wish = String::from("cheers");
    let toast = move || wish;
    once(toast);
}
