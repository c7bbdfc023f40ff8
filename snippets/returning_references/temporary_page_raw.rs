//@ compiles no_run
//@ twin_of temporary_page
//@ undefined_behaviour heap-use-after-free: read 11, freed 10, allocated 2
fn load() -> String {
    String::from("# Bread\nFlour.")
}

fn title(page: &str) -> &str {
    page.lines().next().unwrap_or("").trim_start_matches("# ")
}

fn main() {
    let shown = title(&load()).as_ptr();
    println!("{}...", unsafe { *shown } as char);
}
