//@ compiles no_run
async fn log(text: &str) -> usize {
    text.len()
}

fn main() {
    let name = String::from("x");
    let say = async |extra: String| {
        let all = format!("{name}{extra}");
        log(&all).await
    };
    let future = say(String::from("!"));
    drop(future);
    println!("{name}");
}
