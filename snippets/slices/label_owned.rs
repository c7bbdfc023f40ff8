//@ compiles
//@ fixes stale_label
fn label(line: &str) -> &str {
    let end = line.find(':').unwrap_or(line.len());
    &line[..end]
}

fn main() {
    let mut line = String::from("lamp: 40 W");
    let label = label(&line).to_owned();
    line.insert_str(0, "desk ");
    println!("label: {label:?}, line: {line:?}");
}
