//@ error E0525
fn twice(make: impl Fn() -> String) {
    println!("{}, {}", make(), make());
}

fn main() {
    let wish = String::from("cheers");
    let toast = move || wish; //~ E0525
    twice(toast);
}
