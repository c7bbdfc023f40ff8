//@ compiles
fn main() {
    let label;
    let count: u32;
    let arguments = std::env::args().count();
    if arguments > 100 {
        label = String::from("many");
        count = 100;
    } else {
        count = arguments as u32;
        label = format!("{count}");
    }
    let shown = &label;
    println!("{shown} {count}");
    let unused: String;
    if count > 50 {
        unused = label;
        println!("{unused}");
    }
}
