//@ error E0373
fn handlers() -> Vec<Box<dyn FnMut() -> usize>> {
    let mut seen = 0;
    let name = String::from("n");
    vec![Box::new(move || { seen += 1; seen }), Box::new(|| name.len())]
}
fn main() {
    for mut h in handlers() {
        println!("{}", h());
    }
}
