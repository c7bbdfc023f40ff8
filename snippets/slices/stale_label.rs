//@ error E0502
fn label(line: &str) -> &str {
    let end = line.find(':').unwrap_or(line.len());
    &line[..end]
}

fn main() {
    let mut line = String::from("lamp: 40 W");
    let label = label(&line);
    line.insert_str(0, "desk "); //~ E0502
    println!("label: {label:?}");
}
