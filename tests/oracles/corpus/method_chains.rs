//@ compiles
#[derive(Default)]
struct Request {
    path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    fn path(mut self, path: &str) -> Self {
        self.path = path.to_string();
        self
    }
    fn header(mut self, name: &str, value: String) -> Self {
        self.headers.push((name.to_string(), value));
        self
    }
    fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.headers.iter().map(|(name, value)| format!("{name}: {value}"))
    }
}

fn main() {
    let token = String::from("secret");
    let request = Request::default().path("/a").header("Auth", token).header("Host", "h".into());
    let text: String = request.lines().map(|line| line + "\n").collect();
    print!("{} {}", request.path.trim_start_matches('/'), text);
}
