//@ compiles no_run
//@ twin_of stale_label
//@ undefined_behaviour heap-use-after-free: read 10, freed 9, allocated 7
fn label(line: &str) -> &str {
    let end = line.find(':').unwrap_or(line.len());
    &line[..end]
}

fn main() {
    let mut line = String::from("lamp: 40 W");
    let label = label(&line).as_ptr();
    line.insert_str(0, "desk ");
    println!("label: {}...", unsafe { *label } as char);
}
