//@ error E0382
#[derive(Clone)]
struct Settings {
    title: String,
    size: u32,
}

fn main() {
    let base = Settings { title: String::from("t"), size: 1 };
    let first = Settings { size: 2, ..base };
    let second = Settings { size: 3, ..base.clone() };
    println!("{} {} {}", first.title, second.title, second.size + first.size);
}
