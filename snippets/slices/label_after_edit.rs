//@ compiles
//@ fixes stale_label
fn label(line: &str) -> &str {
    let end = line.find(':').unwrap_or(line.len());
    &line[..end]
}

fn main() {
    let mut line = String::from("lamp: 40 W");
    line.insert_str(0, "desk ");
    let label = label(&line);
    println!("label: {label:?}");
}
