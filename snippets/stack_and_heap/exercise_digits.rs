//@ compiles
//@ fixes exercise
fn main() {
    let mut line = String::new();
    for number in ['1', '2', '3'] {
        line.push(number);
        line.push(' ');
    }
    println!("{line}");
}
