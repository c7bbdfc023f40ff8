//@ compiles
//@ fixes stale_label
fn label(line: &str) -> &str {
    let end = line.find(':').unwrap_or(line.len());
    &line[..end]
}

fn main() {
    let line = String::from("lamp: 40 W");
    let label = label(&line);
    let moved = format!("desk {line}");
    println!("label: {label:?}, line: {moved:?}");
}
