//@ error E0382
#[derive(Clone)]
struct Config { name: String, path: String, level: u8 }
fn main() {
    let base = Config { name: String::from("n"), path: String::from("p"), level: 1 };
    let next = Config { name: String::from("m"), ..base };
    println!("{} {}", next.path, base.name);
    println!("{} {}", base.level, base.path);
}
