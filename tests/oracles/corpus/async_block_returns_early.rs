//@ compiles
async fn len(text: &str) -> usize {
    text.len()
}

fn build(name: String) -> impl Future<Output = usize> {
    async move {
        let n = len(&name).await;
        if n == 0 {
            return 0;
        }
        let more = String::from("more");
        n + len(&more).await
    }
}

fn main() {
    let _f = build("x".to_string());
}
