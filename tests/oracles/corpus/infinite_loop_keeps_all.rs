//@ compiles no_run
fn serve(name: String) -> ! {
    let mut served = Vec::new();
    loop {
        let request = name.clone();
        if served.len() > 3 {
            served.clear();
            continue;
        }
        served.push(request);
    }
}

fn main() {
    serve(String::from("x"));
}
