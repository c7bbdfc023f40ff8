//@ compiles
#[derive(Debug)]
struct Settings {
    title: String,
    theme: String,
    size: u32,
}

fn main() {
    let base = Settings { title: String::from("t"), theme: String::from("dark"), size: 10 };
    let next = Settings { title: String::from("next"), ..base };
    println!("{} {}", base.title, base.size);
    println!("{next:?}");
    let last = Settings { size: 12, ..next };
    println!("{last:?}");
}
