//@ compiles
fn label_end(line: &str) -> usize {
    line.find(':').unwrap_or(line.len())
}

fn main() {
    let mut line = String::from("lamp: 40 W");
    let end = label_end(&line);
    line.insert_str(0, "desk ");
    println!("label: {:?}", &line[..end]);
}
