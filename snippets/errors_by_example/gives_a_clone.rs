//@ compiles
//@ fixes gives_away
fn twice(make: impl Fn() -> String) {
    println!("{}, {}", make(), make());
}

fn main() {
    let wish = String::from("cheers");
    let toast = move || wish.clone();
    twice(toast);
}
