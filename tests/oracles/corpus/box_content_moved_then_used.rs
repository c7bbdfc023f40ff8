//@ error E0382
fn main() {
    let boxed = Box::new((String::from("l"), String::from("r")));
    let left = boxed.0;
    println!("{left} {}", boxed.1);
    let all = boxed;
    println!("{}", all.1);
}
